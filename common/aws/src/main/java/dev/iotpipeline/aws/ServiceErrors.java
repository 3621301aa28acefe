package dev.iotpipeline.aws;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an error of the SDK means: the one answer of this project to "is this error worth a retry?"
 */
public final class ServiceErrors {

  /** What the services call credentials that they do not accept. */
  private static final Set<String> CREDENTIALS_NOT_ACCEPTED =
      Set.of(
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "InvalidClientTokenId",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException");

  /** Kinesis says so if the key of an encrypted stream is throttled; the SDK does not know it. */
  private static final String KMS_THROTTLING = "KMSThrottlingException";

  private ServiceErrors() {}

  /**
   * Whether the same call may succeed a moment later: throttling, the service's own faults (5xx),
   * time-outs, and what went wrong on the network. Missing permissions, tables, streams and
   * functions are not of that kind, nor are missing or refused credentials.
   */
  public static boolean isWorthRetry(SdkException error) {
    if (error instanceof AwsServiceException answer) {
      return isThrottling(error) || answer.statusCode() >= 500;
    }
    return error instanceof RetryableException
        || error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException
        || ioCause(error).isPresent();
  }

  /** Whether the service refused the call for its rate alone. */
  public static boolean isThrottling(SdkException error) {
    return error instanceof AwsServiceException answer
        && (answer.isThrottlingException() || code(error).equals(KMS_THROTTLING));
  }

  /** Whether the request itself was refused, as DynamoDB does with a whole call for one item. */
  public static boolean isValidation(SdkException error) {
    return code(error).equals("ValidationException");
  }

  /** Whether the credentials are valid and do not allow the call. */
  public static boolean isAccessDenied(SdkException error) {
    return code(error).startsWith("AccessDenied");
  }

  /** Whether the service does not accept the credentials. */
  public static boolean areCredentialsRefused(SdkException error) {
    return CREDENTIALS_NOT_ACCEPTED.contains(code(error));
  }

  /** Whether the stream, table, function or queue that the call names does not exist. */
  public static boolean isMissing(SdkException error) {
    return code(error).equals("ResourceNotFoundException")
        || code(error).endsWith("QueueDoesNotExist")
        || code(error).equals("AWS.SimpleQueueService.NonExistentQueue");
  }

  /** The service's code for the error; {@code ""} if the error did not come from a service. */
  public static String code(SdkException error) {
    return error instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  /** The network error that an error was caused by, if it was. */
  public static Optional<IOException> ioCause(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return Optional.of(io);
      }
    }
    return Optional.empty();
  }

  /**
   * One line for logs and people: the service's code and message, or the first line of what the SDK
   * says. Without what the SDK adds to a message: status, request id, attempts.
   */
  public static String describe(Throwable error) {
    if (error instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      String code = code(answer);
      return named(
          code.isEmpty() ? answer.getClass().getSimpleName() : code,
          answer.awsErrorDetails().errorMessage());
    }
    return error instanceof AwsServiceException
        ? named(error.getClass().getSimpleName(), error.getMessage())
        : firstLine(error);
  }

  private static String named(String code, @Nullable String message) {
    return message == null || message.isBlank() ? code : code + ": " + message;
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
