package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.consumer.ConsumerSettings.Quarantine;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The consumer and its services. A test sees what the services got, and orders their faults. */
final class Consumer {

  /** When each test begins. */
  static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  final FakeClock clock = new FakeClock(START);
  final FaultyClient<DynamoDbClient> dynamoDb;
  final AlertQueue alerts = new AlertQueue(clock);
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final DynamoDbTables tables;
  private final String readings;
  private final String quarantine;
  private final KinesisConsumerHandler handler;

  /** Without a quarantine. */
  Consumer(DynamoDbTables tables) {
    this(tables, null, null, null);
  }

  /** One with a quarantine, whose records never expire. */
  static Consumer withQuarantine(DynamoDbTables tables) {
    return withQuarantine(tables, null);
  }

  static Consumer withQuarantine(DynamoDbTables tables, Duration retention) {
    String name = tables.create("shard_id", "sequence_number");
    return new Consumer(tables, null, name, new Quarantine(name, retention));
  }

  static Consumer thatKeepsReadings(DynamoDbTables tables, Duration retention) {
    return new Consumer(tables, retention, null, null);
  }

  private Consumer(
      DynamoDbTables tables, Duration retention, String quarantine, Quarantine settings) {
    this.tables = tables;
    this.readings = tables.create("device_id", "timestamp");
    this.quarantine = quarantine;
    this.dynamoDb = new FaultyClient<>(DynamoDbClient.class, tables.client());
    this.handler =
        new KinesisConsumerHandler(
            new ConsumerSettings(
                readings, AlertQueue.FUNCTION, Thresholds.DEFAULT, retention, settings, null),
            dynamoDb.client(),
            alerts.lambda.client(),
            new EventLog(log::add, clock),
            new TimeAndChance(clock, clock, () -> 0));
  }

  /** Handles an event in a minute; returns the sequence numbers it reports. */
  List<String> handle(KinesisEvent event) {
    return handle(event, Duration.ofMinutes(1));
  }

  List<String> handle(KinesisEvent event, Duration left) {
    return handler
        .handleRequest(event, new FakeContext(clock, left))
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  List<String> linesOf(String event) {
    return log.stream().filter(line -> line.contains("\"event\":\"" + event + "\"")).toList();
  }

  /** The readings that are stored, in no particular order. */
  List<Map<String, AttributeValue>> stored() {
    return tables.items(readings);
  }

  /** A reading that is stored; an empty map if it is not. */
  Map<String, AttributeValue> stored(String deviceId, String timestamp) {
    return tables
        .client()
        .getItem(
            get ->
                get.tableName(readings)
                    .consistentRead(true)
                    .key(
                        Map.of(
                            "device_id", AttributeValue.fromS(deviceId),
                            "timestamp", AttributeValue.fromS(timestamp))))
        .item();
  }

  /** What is in the quarantine; a shard's records in the order of their sequence numbers. */
  List<Map<String, AttributeValue>> quarantined() {
    return tables.items(quarantine);
  }

  /** The number of readings in each call so far, in no particular order. */
  List<Integer> callSizes() {
    return callSizes(readings);
  }

  /** The number of rejected records in each call so far, in no particular order. */
  List<Integer> quarantineCallSizes() {
    return callSizes(quarantine);
  }

  private List<Integer> callSizes(String tableName) {
    return dynamoDb.requests(BatchWriteItemRequest.class).stream()
        .filter(call -> call.requestItems().containsKey(tableName))
        .map(call -> call.requestItems().get(tableName).size())
        .toList();
  }

  /** The next calls for readings fail. */
  void failNextWrites(int calls, Supplier<RuntimeException> error) {
    dynamoDb.next(
        calls,
        BatchWriteItemRequest.class,
        call -> call.requestItems().containsKey(readings),
        Fault.error(error));
  }

  /** All calls for the quarantine fail. */
  void failQuarantine(Supplier<RuntimeException> error) {
    dynamoDb.always(
        BatchWriteItemRequest.class,
        call -> call.requestItems().containsKey(quarantine),
        Fault.error(error));
  }

  /** A device's reading is left over from the next calls that it is in. */
  void leaveUnprocessed(int calls, String deviceId) {
    Predicate<WriteRequest> itsReading = isOf(deviceId);
    dynamoDb.next(
        calls,
        BatchWriteItemRequest.class,
        call -> writes(call).stream().anyMatch(itsReading),
        Fault.leftovers(itsReading));
  }

  /** Calls with a reading of this device are refused as a whole. */
  void refuse(String deviceId) {
    dynamoDb.always(
        BatchWriteItemRequest.class,
        call -> writes(call).stream().anyMatch(isOf(deviceId)),
        Fault.error(() -> AwsErrors.dynamoDbValidation("One or more values were invalid")));
  }

  private static List<WriteRequest> writes(BatchWriteItemRequest call) {
    return call.requestItems().values().stream().flatMap(List::stream).toList();
  }

  private static Predicate<WriteRequest> isOf(String deviceId) {
    AttributeValue id = AttributeValue.fromS(deviceId);
    return write -> id.equals(write.putRequest().item().get("device_id"));
  }
}
