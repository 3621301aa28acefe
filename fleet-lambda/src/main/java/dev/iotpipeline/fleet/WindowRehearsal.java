package dev.iotpipeline.fleet;

import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.aws.function.KinesisEventJson;
import dev.iotpipeline.aws.function.Rehearsal;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** The call that ends a window, with records; a real one that ends has none, but a state. */
record WindowRehearsal(FleetSettings settings, Clients clients) implements Rehearsal {

  private static final int RECORDS = 100;

  @Override
  public Round with(EventLog log, TimeAndChance time) {
    FleetHandler handler =
        new FleetHandler(settings, clients.dynamoDb(), clients.cloudWatch(), log, time);
    Instant start = time.clock().instant().truncatedTo(ChronoUnit.MINUTES);
    return number ->
        handler.handle(event(start.plus(number, ChronoUnit.MINUTES)), Duration.ofMinutes(1));
  }

  /** By way of Lambda's own reader of events, which is as cold as all else. */
  private KinesisTimeWindowEvent event(Instant start) {
    return LambdaEventSerializers.serializerFor(
            KinesisTimeWindowEvent.class, getClass().getClassLoader())
        .fromJson(new ByteArrayInputStream(json(start).getBytes(StandardCharsets.UTF_8)));
  }

  private static String json(Instant start) {
    List<byte[]> payloads =
        IntStream.range(0, RECORDS).mapToObj(number -> reading(number, start)).toList();
    return KinesisEventJson.of(
        payloads,
        """
        ,"window":{"start":"%s","end":"%s"},"state":{},"shardId":"shardId-000000000000",\
        "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/rehearsal",\
        "isFinalInvokeForWindow":true,"isWindowTerminatedEarly":false"""
            .formatted(start, start.plus(1, ChronoUnit.MINUTES)));
  }

  private static byte[] reading(int number, Instant timestamp) {
    return ReadingJson.write(
        new Reading(
            "rehearsal-" + number,
            timestamp,
            BigDecimal.valueOf(number),
            new BigDecimal("48.2"),
            new BigDecimal("1003.25"),
            "1.2.0"));
  }
}
