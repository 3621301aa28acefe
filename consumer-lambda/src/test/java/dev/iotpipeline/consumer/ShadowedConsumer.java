package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.consumer.ConsumerSettings.Shadows;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The consumer with shadows, on DynamoDB Local: what a test of shadows holds in its hands. */
final class ShadowedConsumer {

  static final Instant START = Instant.parse("2026-11-23T10:15:30Z");
  static final Duration SILENCE = Duration.ofSeconds(300);

  final FakeClock clock = new FakeClock(START);
  final AlertSink alerts = new AlertSink();
  final FaultyClient<DynamoDbClient> table;
  final FaultyClient<LambdaClient> lambda = new FaultyClient<>(LambdaClient.class, alerts);
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final ShadowTables tables;
  private final ConsumerSettings settings;
  private KinesisConsumerHandler handler;

  ShadowedConsumer(DynamoDbTables dynamoDb, LifeCycle lifeCycle) {
    tables = new ShadowTables(dynamoDb);
    table = new FaultyClient<>(DynamoDbClient.class, tables.client);
    settings =
        new ConsumerSettings(
            tables.readings,
            "alert",
            Thresholds.DEFAULT,
            null,
            null,
            new Shadows(
                tables.shadows, lifeCycle, SILENCE, Duration.ofSeconds(5), tables.thresholds));
    restart();
  }

  /** A further instance, which remembers nothing of the one before. */
  void restart() {
    handler =
        new KinesisConsumerHandler(
            settings,
            table.client(),
            lambda.client(),
            new EventLog(log::add, clock),
            new TimeAndChance(clock, clock, () -> 0));
  }

  /** Gives a batch to the function; returns the sequence numbers that it reports. */
  List<String> handle(List<KinesisEvent.KinesisEventRecord> records) {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(records);
    return handler
        .handleRequest(event, new FakeContext(clock, Duration.ofMinutes(1)))
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  List<String> linesOf(String event) {
    return log.stream().filter(line -> line.contains("\"event\":\"" + event + "\"")).toList();
  }

  /** Looks for silent devices once. */
  Map<String, Object> checkSilence() {
    return new SilenceCheckHandler(
            new SilenceSettings(tables.shadows, "alert", SILENCE),
            table.client(),
            lambda.client(),
            new EventLog(log::add, clock),
            new TimeAndChance(clock, clock, () -> 0))
        .handleRequest(Map.of(), new FakeContext(clock, Duration.ofMinutes(1)));
  }

  /** A record with a temperature, which arrives so many seconds after the start. */
  static KinesisEvent.KinesisEventRecord record(
      int number, String device, Instant measured, Instant arrival, String temperature) {
    KinesisEvent.KinesisEventRecord record =
        Events.record(
            number,
            """
            {"device_id":"%s","timestamp":"%s","temperature":%s,"humidity":50,"pressure":1000}"""
                .formatted(device, measured, temperature)
                .getBytes(StandardCharsets.UTF_8));
    record.getKinesis().setApproximateArrivalTimestamp(Date.from(arrival));
    return record;
  }

  static KinesisEvent.KinesisEventRecord record(
      int number, String device, long second, String temperature) {
    Instant at = START.plusSeconds(second);
    return record(number, device, at, at, temperature);
  }

  /** Bytes of a record, for whoever wants to read it. */
  static byte[] data(KinesisEvent.KinesisEventRecord record) {
    ByteBuffer data = record.getKinesis().getData().duplicate();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }
}
