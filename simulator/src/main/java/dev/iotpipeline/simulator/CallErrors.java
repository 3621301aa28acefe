package dev.iotpipeline.simulator;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** What an error of the SDK means to the run, and to the person who started it. */
final class CallErrors {

  private CallErrors() {}

  /** Whether the stream refused the call for its rate alone, so that it will take it later. */
  static boolean isThrottling(SdkException error) {
    return error instanceof KmsThrottlingException
        || (error instanceof AwsServiceException answer && answer.isThrottlingException());
  }

  /**
   * Whether the same call may succeed a moment later: the service's own faults, and what went wrong
   * on the way there. Credentials, permissions and streams do not come by trying again.
   */
  static boolean isTransient(SdkException error) {
    if (error instanceof AwsServiceException answer) {
      return answer.statusCode() >= 500;
    }
    return error instanceof RetryableException
        || error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException
        || ioCause(error) != null;
  }

  static boolean isAccessDenied(SdkException error) {
    return code(error).startsWith("AccessDenied");
  }

  /** One line that says what is wrong and what to set. */
  static String explain(SdkException error, String streamName) {
    String detail = oneLine(error);
    if (error instanceof ResourceNotFoundException) {
      return "stream "
          + streamName
          + " does not exist in this account and region: create it, or"
          + " name another with --stream or KINESIS_STREAM_NAME; AWS_REGION sets the region";
    }
    if (isAccessDenied(error)) {
      return "the credentials do not allow kinesis:PutRecord on stream "
          + streamName
          + " ("
          + detail
          + ")";
    }
    if (error instanceof AwsServiceException answer && areCredentialsRefused(answer)) {
      return "AWS does not accept the credentials ("
          + detail
          + "): check AWS_ACCESS_KEY_ID,"
          + " AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or AWS_PROFILE";
    }
    if (error instanceof AwsServiceException) {
      return "Kinesis refused the call for stream " + streamName + " (" + detail + ")";
    }
    return explainClient(error, detail);
  }

  private static String explainClient(SdkException error, String detail) {
    IOException unreached = ioCause(error);
    if (unreached != null) {
      return "the Kinesis endpoint cannot be reached ("
          + oneLine(unreached)
          + "): check"
          + " AWS_ENDPOINT_URL_KINESIS, AWS_REGION and the network";
    }
    if (detail.contains("Unable to load region")) {
      return "no region is set: set AWS_REGION, for example to us-east-1";
    }
    if (detail.contains("Unable to load credentials")) {
      return "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
          + " AWS_PROFILE; a local endpoint takes any";
    }
    return "Kinesis cannot be called ("
        + detail
        + "): check AWS_REGION, and that"
        + " AWS_ENDPOINT_URL_KINESIS, if it is set, is a URL as http://127.0.0.1:4567";
  }

  /** The text of the service, or of the SDK, cut at its first line. */
  static String oneLine(Throwable error) {
    if (error instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      return code(answer) + ": " + answer.awsErrorDetails().errorMessage();
    }
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }

  private static boolean areCredentialsRefused(AwsServiceException answer) {
    return switch (code(answer)) {
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "InvalidClientTokenId",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          true;
      default -> false;
    };
  }

  private static String code(SdkException error) {
    return error instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  private static @Nullable IOException ioCause(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return null;
  }
}
