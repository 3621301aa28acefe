package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
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
import java.util.ArrayList;
import java.util.List;

/** A batch of 100 records: readings, an anomaly among them, and a record that holds none. */
record BatchRehearsal(ConsumerSettings settings, AwsClients clients) implements Rehearsal {

  private static final int RECORDS = 100;

  @Override
  public Round with(EventLog log, TimeAndChance time) {
    KinesisConsumerHandler handler =
        new KinesisConsumerHandler(settings, clients.dynamoDb(), clients.lambda(), log, time);
    return number -> handler.handle(event(number), Duration.ofMinutes(1));
  }

  /** By way of Lambda's own reader of events, which is as cold as all else. */
  private KinesisEvent event(int number) {
    return LambdaEventSerializers.serializerFor(KinesisEvent.class, getClass().getClassLoader())
        .fromJson(new ByteArrayInputStream(json(number).getBytes(StandardCharsets.UTF_8)));
  }

  private String json(int number) {
    Instant timestamp = Instant.EPOCH.plusSeconds(number);
    BigDecimal hot = settings.thresholds().temperatureHigh().add(BigDecimal.ONE);
    List<byte[]> payloads = new ArrayList<>();
    payloads.add("no reading".getBytes(StandardCharsets.UTF_8));
    payloads.add(reading(0, timestamp, hot));
    while (payloads.size() < RECORDS) {
      payloads.add(reading(payloads.size(), timestamp, new BigDecimal("23.5")));
    }
    return KinesisEventJson.of(payloads, "");
  }

  private static byte[] reading(int device, Instant timestamp, BigDecimal temperature) {
    return ReadingJson.write(
        new Reading(
            "rehearsal-" + device,
            timestamp,
            temperature,
            new BigDecimal("48.2"),
            new BigDecimal("1003.25"),
            "1.2.0"));
  }
}
