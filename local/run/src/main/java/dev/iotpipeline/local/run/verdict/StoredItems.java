package dev.iotpipeline.local.run.verdict;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Listens at the consumer's DynamoDB client and tells the scorekeeper of each item written. */
public final class StoredItems implements ExecutionInterceptor {

  private final String tableName;
  private final Scorekeeper scorekeeper;

  public StoredItems(String tableName, Scorekeeper scorekeeper) {
    this.tableName = tableName;
    this.scorekeeper = scorekeeper;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof BatchWriteItemRequest request) {
      tellAllBut(unprocessed(context), request.requestItems().getOrDefault(tableName, List.of()));
    }
  }

  private Set<Map<String, AttributeValue>> unprocessed(Context.AfterExecution context) {
    Set<Map<String, AttributeValue>> items = new HashSet<>();
    BatchWriteItemResponse response = (BatchWriteItemResponse) context.response();
    for (WriteRequest write : response.unprocessedItems().getOrDefault(tableName, List.of())) {
      items.add(write.putRequest().item());
    }
    return items;
  }

  private void tellAllBut(Set<Map<String, AttributeValue>> unprocessed, List<WriteRequest> writes) {
    for (WriteRequest write : writes) {
      if (write.putRequest() != null && !unprocessed.contains(write.putRequest().item())) {
        scorekeeper.stored(write.putRequest().item());
      }
    }
  }
}
