package dev.iotpipeline.local.run.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    confirmed(context, tableName).forEach(scorekeeper::stored);
  }

  /** The items that a call has put into a table, if it was such a call. */
  public static List<Map<String, AttributeValue>> confirmed(
      Context.AfterExecution context, String tableName) {
    return context.request() instanceof BatchWriteItemRequest request
            && context.response() instanceof BatchWriteItemResponse response
        ? confirmed(
            request.requestItems().getOrDefault(tableName, List.of()),
            response.unprocessedItems().getOrDefault(tableName, List.of()))
        : List.of();
  }

  private static List<Map<String, AttributeValue>> confirmed(
      List<WriteRequest> writes, List<WriteRequest> unprocessed) {
    Set<Map<String, AttributeValue>> left =
        unprocessed.stream().map(write -> write.putRequest().item()).collect(Collectors.toSet());
    return writes.stream()
        .filter(write -> write.putRequest() != null)
        .map(write -> write.putRequest().item())
        .filter(item -> !left.contains(item))
        .toList();
  }
}
