package dev.iotpipeline.local.run.faults;

import java.net.SocketException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ThrottledException;

/** The errors and answers that a caller gets for each fault. */
final class ServiceFaults {

  private ServiceFaults() {}

  static RuntimeException throttled(SdkClient client) {
    if (client instanceof DynamoDbClient) {
      return of(
          ProvisionedThroughputExceededException.builder(),
          400,
          "ProvisionedThroughputExceededException");
    }
    if (client instanceof LambdaClient) {
      return of(TooManyRequestsException.builder(), 429, "TooManyRequestsException");
    }
    if (client instanceof SnsClient) {
      return of(ThrottledException.builder(), 400, "Throttled");
    }
    if (client instanceof CloudWatchClient) {
      return of(CloudWatchException.builder(), 400, "Throttling");
    }
    throw new IllegalArgumentException("no function calls " + client.serviceName());
  }

  static RuntimeException serverError(SdkClient client) {
    return of(AwsServiceException.builder(), 500, "InternalServerError");
  }

  private static RuntimeException of(AwsServiceException.Builder builder, int status, String code) {
    return builder
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(code).errorMessage("injected fault").build())
        .build();
  }

  static RuntimeException connectionReset() {
    return SdkClientException.create("injected fault", new SocketException("Connection reset"));
  }

  static RuntimeException timeout() {
    return ApiCallTimeoutException.create(5_000);
  }

  /** A call that a client makes with other arguments than it was given. */
  interface Call {
    Object with(Object request) throws Throwable;
  }

  /** Does the first half of a batch, rounded down, and returns the rest as unprocessed. */
  static Object halfOf(Object request, Call call) throws Throwable {
    return request instanceof BatchGetItemRequest read
        ? halfOf(read, call)
        : halfOf((BatchWriteItemRequest) request, call);
  }

  private static Object halfOf(BatchGetItemRequest whole, Call call) throws Throwable {
    Map.Entry<String, KeysAndAttributes> table = whole.requestItems().entrySet().iterator().next();
    KeysAndAttributes all = table.getValue();
    int half = all.keys().size() / 2;
    BatchGetItemResponse.Builder answer =
        BatchGetItemResponse.builder().responses(Map.of(table.getKey(), List.of()));
    if (half > 0) {
      KeysAndAttributes first = all.toBuilder().keys(all.keys().subList(0, half)).build();
      answer =
          ((BatchGetItemResponse)
                  call.with(whole.toBuilder().requestItems(Map.of(table.getKey(), first)).build()))
              .toBuilder();
    }
    KeysAndAttributes rest =
        all.toBuilder().keys(all.keys().subList(half, all.keys().size())).build();
    return answer.unprocessedKeys(Map.of(table.getKey(), rest)).build();
  }

  private static Object halfOf(BatchWriteItemRequest whole, Call call) throws Throwable {
    Map.Entry<String, List<WriteRequest>> table = whole.requestItems().entrySet().iterator().next();
    int half = table.getValue().size() / 2;
    if (half > 0) {
      List<WriteRequest> first = table.getValue().subList(0, half);
      call.with(whole.toBuilder().requestItems(Map.of(table.getKey(), first)).build());
    }
    List<WriteRequest> rest = table.getValue().subList(half, table.getValue().size());
    return BatchWriteItemResponse.builder().unprocessedItems(Map.of(table.getKey(), rest)).build();
  }
}
