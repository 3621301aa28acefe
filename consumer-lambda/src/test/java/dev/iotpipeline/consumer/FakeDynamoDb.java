package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A table that refuses the calls that DynamoDB refuses: more than 25 items, a key twice, an empty
 * key, a number beyond 38 digits. Trouble is ordered in advance.
 */
final class FakeDynamoDb implements DynamoDbClient {

  static final String TABLE = "iot-sensor-readings";

  private final Map<ReadingKey, Map<String, AttributeValue>> items = new HashMap<>();
  private final List<Integer> callSizes = new ArrayList<>();
  private final Map<String, Integer> unprocessed = new HashMap<>();
  private final Set<String> invalid = new HashSet<>();
  private Supplier<RuntimeException> error = () -> null;
  private int errorsLeft;

  /** The next calls fail with an error. */
  synchronized void failNext(int calls, Supplier<RuntimeException> error) {
    this.errorsLeft = calls;
    this.error = error;
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
    return items.get(new ReadingKey(deviceId, timestamp));
  }

  synchronized int size() {
    return items.size();
  }

  /** The number of items in each call so far, in no particular order. */
  synchronized List<Integer> callSizes() {
    return List.copyOf(callSizes);
  }

  @Override
  public synchronized BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    List<WriteRequest> writes = request.requestItems().get(TABLE);
    callSizes.add(writes.size());
    if (errorsLeft > 0) {
      errorsLeft--;
      throw error.get();
    }
    check(writes);
    List<WriteRequest> left = new ArrayList<>();
    for (WriteRequest write : writes) {
      Map<String, AttributeValue> item = write.putRequest().item();
      if (unprocessed.merge(item.get("device_id").s(), -1, Integer::sum) >= 0) {
        left.add(write);
      } else {
        items.put(key(item), item);
      }
    }
    return BatchWriteItemResponse.builder()
        .unprocessedItems(left.isEmpty() ? Map.of() : Map.of(TABLE, left))
        .build();
  }

  private void check(List<WriteRequest> writes) {
    if (writes.isEmpty() || writes.size() > 25) {
      throw validation("Too many items requested for the BatchWriteItem call");
    }
    Set<ReadingKey> keys = new HashSet<>();
    for (WriteRequest write : writes) {
      Map<String, AttributeValue> item = write.putRequest().item();
      if (!keys.add(key(item))) {
        throw validation("Provided list of item keys contains duplicates");
      }
      if (invalid.contains(key(item).deviceId()) || key(item).deviceId().isEmpty()) {
        throw validation("One or more parameter values were invalid");
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

  private static ReadingKey key(Map<String, AttributeValue> item) {
    return new ReadingKey(item.get("device_id").s(), item.get("timestamp").s());
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
