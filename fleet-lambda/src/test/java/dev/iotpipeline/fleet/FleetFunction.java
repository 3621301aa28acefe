package dev.iotpipeline.fleet;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.Thresholds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The function on DynamoDB Local and a stand-in for CloudWatch, and events as Lambda sends them.
 */
final class FleetFunction {

  static final String NAMESPACE = "IoTPipeline/Fleet";
  static final Instant START = Instant.parse("2026-11-25T10:15:00Z");
  static final Duration LENGTH = Duration.ofSeconds(60);
  static final String SHARD = "shardId-000000000006";

  final FakeClock clock = new FakeClock(START.plus(LENGTH).plusSeconds(2));
  final LocalMetrics metrics = new LocalMetrics();
  final FaultyClient<CloudWatchClient> cloudWatch =
      new FaultyClient<>(CloudWatchClient.class, metrics);
  final FaultyClient<DynamoDbClient> dynamoDb;
  final List<String> log = new ArrayList<>();
  private final DynamoDbTables tables;
  private final String tableName;
  private final FleetHandler handler;

  FleetFunction(DynamoDbTables tables) {
    this(tables, null);
  }

  FleetFunction(DynamoDbTables tables, Duration retention) {
    this(tables, retention, NAMESPACE);
  }

  FleetFunction(DynamoDbTables tables, Duration retention, String metricNamespace) {
    this.tables = tables;
    tableName = tables.create("window_day", "window");
    dynamoDb = new FaultyClient<>(DynamoDbClient.class, tables.client());
    handler =
        new FleetHandler(
            new FleetSettings(tableName, Thresholds.DEFAULT, retention, metricNamespace),
            dynamoDb.client(),
            cloudWatch.client(),
            new EventLog(log::add, clock),
            new TimeAndChance(clock, clock, () -> 0));
  }

  /** An event of the first window, in the middle of it. */
  static KinesisTimeWindowEvent event(Map<String, String> state, KinesisEventRecord... records) {
    return event(SHARD, START, state, List.of(records));
  }

  static KinesisTimeWindowEvent event(
      String shard, Instant start, Map<String, String> state, List<KinesisEventRecord> records) {
    return KinesisTimeWindowEvent.builder()
        .withRecords(records)
        .withWindow(
            new com.amazonaws.services.lambda.runtime.events.models.TimeWindow(
                start.toString(), start.plus(LENGTH).toString()))
        .withState(state)
        .withShardId(shard)
        .withIsFinalInvokeForWindow(false)
        .withIsWindowTerminatedEarly(false)
        .build();
  }

  /** The call that ends the first window. */
  static KinesisTimeWindowEvent last(Map<String, String> state, KinesisEventRecord... records) {
    KinesisTimeWindowEvent event = event(state, records);
    event.setIsFinalInvokeForWindow(true);
    return event;
  }

  /** Record so many of its shard. */
  static KinesisEventRecord record(int number, String payload) {
    KinesisEvent.Record kinesis = new KinesisEvent.Record();
    kinesis.setSequenceNumber("4967" + String.format("%052d", number));
    kinesis.setData(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    KinesisEventRecord record = new KinesisEventRecord();
    record.setKinesis(kinesis);
    return record;
  }

  static String reading(String device, double temperature) {
    return reading(device, START, temperature);
  }

  static String reading(String device, Instant measured, double temperature) {
    return """
        {"device_id":"%s","timestamp":"%s","temperature":%s,"humidity":50,"pressure":1000.25}"""
        .formatted(device, measured, temperature);
  }

  /** Gives an event to the function; returns the state that it answers. */
  Map<String, String> handle(KinesisTimeWindowEvent event) {
    TimeWindowEventResponse answer =
        handler.handleRequest(event, new FakeContext(clock, Duration.ofMinutes(1)));
    if (!answer.getBatchItemFailures().isEmpty()) {
      throw new AssertionError("a record is reported as failed");
    }
    return answer.getState();
  }

  List<Map<String, AttributeValue>> items() {
    return tables.items(tableName);
  }

  /** Puts what somebody else has put. */
  void put(Map<String, AttributeValue> item) {
    tables.client().putItem(put -> put.tableName(tableName).item(item));
  }

  FleetStatisticsTable table() {
    return new FleetStatisticsTable(tables.client(), tableName);
  }

  double sum(String metric) {
    return metrics.sum(NAMESPACE, metric);
  }

  List<String> linesOf(String event) {
    return log.stream().filter(line -> line.contains("\"event\":\"" + event + "\"")).toList();
  }
}
