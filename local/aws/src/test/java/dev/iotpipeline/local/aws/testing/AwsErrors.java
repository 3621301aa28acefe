package dev.iotpipeline.local.aws.testing;

import java.net.SocketException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;

/**
 * Errors as the SDK's clients throw them when a service answers so: of the service's own class,
 * with the status and the code that it sends. A new one each time.
 */
public final class AwsErrors {

  private AwsErrors() {}

  /** The table takes no more for now. */
  public static DynamoDbException dynamoDbThrottling() {
    return of(
        ProvisionedThroughputExceededException.builder(),
        400,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded.");
  }

  public static DynamoDbException dynamoDbServerError() {
    return of(
        InternalServerErrorException.builder(),
        500,
        "InternalServerError",
        "The request processing has failed because of an unknown error.");
  }

  /** The request breaks a rule of DynamoDB; the SDK has no class for it. */
  public static DynamoDbException dynamoDbValidation(String message) {
    return of(DynamoDbException.builder(), 400, "ValidationException", message);
  }

  public static LambdaException lambdaThrottling() {
    return of(
        TooManyRequestsException.builder(), 429, "TooManyRequestsException", "Rate Exceeded.");
  }

  public static LambdaException lambdaServerError() {
    return of(
        ServiceException.builder(),
        500,
        "ServiceException",
        "An error occurred and the request cannot be processed.");
  }

  public static software.amazon.awssdk.services.kinesis.model.KinesisException kinesisThrottling() {
    return of(
        software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException
            .builder(),
        400,
        "ProvisionedThroughputExceededException",
        "Rate exceeded for shard shardId-000000000000.");
  }

  public static SnsException snsThrottling() {
    return of(ThrottledException.builder(), 400, "Throttled", "Rate exceeded");
  }

  public static SnsException snsServerError() {
    return of(InternalErrorException.builder(), 500, "InternalError", "Internal service error");
  }

  public static CloudWatchException cloudWatchThrottling() {
    return of(CloudWatchException.builder(), 400, "Throttling", "Rate exceeded");
  }

  /** The connection broke; nobody knows whether the service has heard of the call. */
  public static SdkClientException connectionReset() {
    return SdkClientException.create(
        "Unable to execute HTTP request: Connection reset",
        new SocketException("Connection reset"));
  }

  /** The answer did not come in time. */
  public static SdkClientException timeout() {
    return ApiCallTimeoutException.create(5_000);
  }

  /**
   * Any other error of a service.
   *
   * @param builder of the service's own class
   * @param status of HTTP
   * @param code the error's name, by which programs tell errors apart
   */
  @SuppressWarnings("unchecked") // Each builder builds the class that it is declared in.
  public static <E extends AwsServiceException> E of(
      AwsServiceException.Builder builder, int status, String code, String message) {
    return (E)
        builder
            .statusCode(status)
            .requestId("00000000-0000-4000-8000-000000000000")
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
