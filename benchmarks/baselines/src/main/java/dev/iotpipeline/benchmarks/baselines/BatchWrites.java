package dev.iotpipeline.benchmarks.baselines;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * The usual first step from the article's loop: BatchWriteItem, 25 items a call, one call after the
 * other, what is left unprocessed again; then one Invoke for each anomalous reading. Clients as the
 * SDK makes them by default. One record that cannot be read fails the batch.
 */
public final class BatchWrites implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  private static final int ITEMS_PER_CALL = 25;

  private final String tableName = System.getenv("DYNAMODB_TABLE_NAME");
  private final String alertFunctionName = System.getenv("ALERT_FUNCTION_NAME");
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final LambdaClient lambda = LambdaClient.create();
  private final JsonReadings readings = new JsonReadings();

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    List<JsonNode> batch = event.getRecords().stream().map(readings::read).toList();
    for (int from = 0; from < batch.size(); from += ITEMS_PER_CALL) {
      write(batch.subList(from, Math.min(from + ITEMS_PER_CALL, batch.size())));
    }
    batch.stream().filter(readings::isAnomalous).forEach(this::alert);
    return new StreamsEventResponse(List.of());
  }

  private void write(List<JsonNode> part) {
    Map<String, List<WriteRequest>> left =
        Map.of(
            tableName,
            part.stream()
                .map(readings::item)
                .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList());
    while (!left.isEmpty()) {
      Map<String, List<WriteRequest>> asked = left;
      left = dynamoDb.batchWriteItem(call -> call.requestItems(asked)).unprocessedItems();
    }
  }

  private void alert(JsonNode reading) {
    lambda.invoke(
        call ->
            call.functionName(alertFunctionName)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(reading.toString())));
  }
}
