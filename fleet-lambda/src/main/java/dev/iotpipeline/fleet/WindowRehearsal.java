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
  public void run(EventLog log, TimeAndChance time) {
    String json = event(time.clock().instant().truncatedTo(ChronoUnit.MINUTES));
    KinesisTimeWindowEvent event =
        LambdaEventSerializers.serializerFor(
                KinesisTimeWindowEvent.class, getClass().getClassLoader())
            .fromJson(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    new FleetHandler(settings, clients.dynamoDb(), clients.cloudWatch(), log, time)
        .handle(event, Duration.ofMinutes(1));
  }

  private static String event(Instant start) {
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
