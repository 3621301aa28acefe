package dev.iotpipeline.redrive;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The table of rejected records, which a scan returns one item a page. A fake and not DynamoDB
 * Local, because that is a process that takes seconds to start. The local run's tests redrive from
 * DynamoDB Local.
 */
final class FakeDynamoDb implements DynamoDbClient {

  private final TreeMap<String, Map<String, AttributeValue>> items = new TreeMap<>();

  void add(Map<String, AttributeValue> item) {
    items.put(text(item), item);
  }

  int size() {
    return items.size();
  }

  private static String text(Map<String, AttributeValue> key) {
    return key.get("shard_id").s() + "/" + key.get("sequence_number").s();
  }

  private static void checkTable(String name) {
    if (!name.equals("iot-rejected-records")) {
      throw AwsErrors.of(
          ResourceNotFoundException.builder(),
          400,
          "ResourceNotFoundException",
          "Requested resource not found");
    }
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    checkTable(request.tableName());
    Map.Entry<String, Map<String, AttributeValue>> next =
        request.hasExclusiveStartKey()
            ? items.higherEntry(text(request.exclusiveStartKey()))
            : items.firstEntry();
    if (next == null) {
      return ScanResponse.builder().items(List.of()).build();
    }
    Map<String, AttributeValue> item = next.getValue();
    return ScanResponse.builder()
        .items(List.of(item))
        .lastEvaluatedKey(
            Map.of(
                "shard_id", item.get("shard_id"), "sequence_number", item.get("sequence_number")))
        .build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    checkTable(request.tableName());
    String shard = request.expressionAttributeValues().get(":shard").s();
    return QueryResponse.builder()
        .items(
            items.values().stream().filter(item -> item.get("shard_id").s().equals(shard)).toList())
        .build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    checkTable(request.tableName());
    return GetItemResponse.builder().item(items.get(text(request.key()))).build();
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    checkTable(request.tableName());
    items.remove(text(request.key()));
    return DeleteItemResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
