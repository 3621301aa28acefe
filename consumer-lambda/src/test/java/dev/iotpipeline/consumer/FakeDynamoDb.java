package dev.iotpipeline.consumer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Two tables that refuse the calls that DynamoDB refuses: more than 25 items, a key twice, an empty
 * key, a number beyond 38 digits, an item beyond 400 KB. Trouble is ordered in advance.
 */
final class FakeDynamoDb implements DynamoDbClient {

  static final String TABLE = "iot-sensor-readings";
  static final String QUARANTINE = "iot-rejected-records";

  private static final Map<String, List<String>> KEYS =
      Map.of(
          TABLE, List.of("device_id", "timestamp"),
          QUARANTINE, List.of("shard_id", "sequence_number"));

  private final Map<String, Map<List<String>, Map<String, AttributeValue>>> tables =
      Map.of(
          TABLE, new HashMap<>(), QUARANTINE, new TreeMap<>(Comparator.comparing(List::toString)));
  private final Map<String, List<Integer>> callSizes = new HashMap<>();
  private final Map<String, Integer> unprocessed = new HashMap<>();
  private final Set<String> invalid = new HashSet<>();
  private Supplier<RuntimeException> error = () -> null;
  private int errorsLeft;
  private Set<String> failing = Set.of();

  /** The next calls fail with an error. */
  synchronized void failNext(int calls, Supplier<RuntimeException> error) {
    failNext(calls, error, TABLE, QUARANTINE);
  }

  /** The next calls to these tables fail with an error. */
  synchronized void failNext(int calls, Supplier<RuntimeException> error, String... tableNames) {
    this.errorsLeft = calls;
    this.error = error;
    this.failing = Set.of(tableNames);
  }

  /** A device's items come back unprocessed from so many calls. */
  synchronized void leaveUnprocessed(String deviceId, int calls) {
    unprocessed.put(deviceId, calls);
  }

  /** Calls with an item of this device are refused as a whole, for as long as it is ordered. */
  synchronized void refuse(String deviceId) {
    invalid.add(deviceId);
  }

  synchronized Map<String, AttributeValue> item(String deviceId, String timestamp) {
    return tables.get(TABLE).get(List.of(deviceId, timestamp));
  }

  synchronized int size() {
    return tables.get(TABLE).size();
  }

  /** What is in the quarantine, by shard and sequence number. */
  synchronized List<Map<String, AttributeValue>> quarantined() {
    return List.copyOf(tables.get(QUARANTINE).values());
  }

  /** The number of readings in each call so far, in no particular order. */
  synchronized List<Integer> callSizes() {
    return callSizes(TABLE);
  }

  /** The number of items in each call to a table so far, in no particular order. */
  synchronized List<Integer> callSizes(String tableName) {
    return List.copyOf(callSizes.getOrDefault(tableName, List.of()));
  }

  @Override
  public synchronized BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    Map.Entry<String, List<WriteRequest>> call =
        request.requestItems().entrySet().iterator().next();
    String tableName = call.getKey();
    List<WriteRequest> writes = call.getValue();
    callSizes.computeIfAbsent(tableName, first -> new ArrayList<>()).add(writes.size());
    if (errorsLeft > 0 && failing.contains(tableName)) {
      errorsLeft--;
      throw error.get();
    }
    check(tableName, writes);
    List<WriteRequest> left = new ArrayList<>();
    for (WriteRequest write : writes) {
      List<String> key = key(tableName, write.putRequest().item());
      if (unprocessed.merge(key.get(0), -1, Integer::sum) >= 0) {
        left.add(write);
      } else {
        tables.get(tableName).put(key, write.putRequest().item());
      }
    }
    return BatchWriteItemResponse.builder()
        .unprocessedItems(left.isEmpty() ? Map.of() : Map.of(tableName, left))
        .build();
  }

  private void check(String tableName, List<WriteRequest> writes) {
    if (writes.isEmpty() || writes.size() > 25) {
      throw validation("Too many items requested for the BatchWriteItem call");
    }
    Set<List<String>> keys = new HashSet<>();
    for (WriteRequest write : writes) {
      Map<String, AttributeValue> item = write.putRequest().item();
      List<String> key = key(tableName, item);
      if (!keys.add(key)) {
        throw validation("Provided list of item keys contains duplicates");
      }
      if (invalid.contains(key.get(0)) || key.contains("")) {
        throw validation("One or more parameter values were invalid");
      }
      if (size(item) > 400 * 1024) {
        throw validation("Item size has exceeded the maximum allowed size");
      }
      item.values().stream().map(AttributeValue::n).filter(n -> n != null).forEach(this::check);
    }
  }

  private void check(String number) {
    BigDecimal value = new BigDecimal(number);
    if (value.stripTrailingZeros().precision() > 38) {
      throw validation("Attempting to store more than 38 significant digits in a Number");
    }
  }

  private static List<String> key(String tableName, Map<String, AttributeValue> item) {
    return KEYS.get(tableName).stream().map(name -> item.get(name).s()).toList();
  }

  /** Names and values in bytes, as DynamoDB counts them, but for the few of numbers and flags. */
  private static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(
            entry -> {
              AttributeValue value = entry.getValue();
              int bytes = value.s() == null ? 1 : value.s().getBytes(StandardCharsets.UTF_8).length;
              return entry.getKey().length()
                  + (value.b() == null ? bytes : value.b().asByteArrayUnsafe().length);
            })
        .sum();
  }

  static DynamoDbException validation(String message) {
    return error(400, "ValidationException", message);
  }

  static DynamoDbException throttling() {
    return error(400, "ProvisionedThroughputExceededException", "Rate exceeded");
  }

  static DynamoDbException error(int status, String code, String message) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("DynamoDb")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
