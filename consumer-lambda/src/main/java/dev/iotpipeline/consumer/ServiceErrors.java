package dev.iotpipeline.consumer;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of the SDK means to the one who called. */
final class ServiceErrors {

  private ServiceErrors() {}

  /**
   * Whether the same call may succeed a moment later: throttling, the service's own faults, and
   * what went wrong on the way there. Missing permissions, tables and functions are not of that
   * kind, nor are credentials: nothing that this invocation does will bring them.
   */
  static boolean isTransient(SdkException error) {
    if (error instanceof AwsServiceException answer) {
      return answer.isThrottlingException() || answer.statusCode() >= 500;
    }
    return error instanceof RetryableException
        || error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException
        || isCausedByIo(error);
  }

  private static boolean isCausedByIo(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /** Whether the request itself was refused, as DynamoDB does with a whole call for one item. */
  static boolean isValidation(SdkException error) {
    return error instanceof AwsServiceException answer
        && answer.awsErrorDetails() != null
        && "ValidationException".equals(answer.awsErrorDetails().errorCode());
  }

  /** Code and message without what the SDK adds to them: status, request id, attempts. */
  static String describe(SdkException error) {
    if (error instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      AwsErrorDetails details = answer.awsErrorDetails();
      return details.errorCode() + ": " + details.errorMessage();
    }
    return error.getClass().getSimpleName() + ": " + error.getMessage();
  }
}
