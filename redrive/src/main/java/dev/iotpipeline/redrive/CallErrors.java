package dev.iotpipeline.redrive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** What an error of the SDK means to the run, and to the person who started it. */
final class CallErrors {

  private CallErrors() {}

  /** Whether the call was refused for its rate alone, and will be taken later. */
  static boolean isThrottling(SdkException error) {
    return error instanceof KmsThrottlingException
        || (error instanceof AwsServiceException answer && answer.isThrottlingException());
  }

  /** Whether the same call may succeed a moment later: a fault of the service or the network. */
  static boolean isPassing(SdkException error) {
    if (error instanceof AwsServiceException answer) {
      return answer.statusCode() >= 500;
    }
    return error instanceof RetryableException
        || error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException
        || ioCause(error) != null;
  }

  /**
   * Whether every other item would fail just so: what is missing, not allowed or not reached. Other
   * errors concern the item they came with.
   */
  static boolean endsTheRun(SdkException error) {
    return !(error instanceof AwsServiceException answer)
        || isMissing(answer)
        || isAccessDenied(answer)
        || areCredentialsRefused(answer);
  }

  /** One line that says what is wrong and what to set. */
  static String explain(SdkException error) {
    String detail = oneLine(error);
    if (!(error instanceof AwsServiceException answer)) {
      return explainClient(error, detail);
    }
    if (isMissing(answer)) {
      return "what was named does not exist in this account and region ("
          + detail
          + "): check --queue, --function, --stream and --table; AWS_REGION sets the region";
    }
    if (isAccessDenied(answer)) {
      return "the credentials do not allow the call (" + detail + ")";
    }
    if (areCredentialsRefused(answer)) {
      return "AWS does not accept the credentials ("
          + detail
          + "): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or"
          + " AWS_PROFILE";
    }
    return "AWS refused the call (" + detail + ")";
  }

  private static String explainClient(SdkException error, String detail) {
    IOException unreached = ioCause(error);
    if (unreached != null) {
      return "the endpoint cannot be reached ("
          + oneLine(unreached)
          + "): check AWS_REGION, AWS_ENDPOINT_URL and the network; with --local, that ./run-local"
          + " runs, and its ports";
    }
    if (detail.contains("Unable to load region")) {
      return "no region is set: set AWS_REGION, for example to us-east-1, or give --local";
    }
    if (detail.contains("Unable to load credentials")) {
      return "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
          + " AWS_PROFILE, or give --local";
    }
    return "AWS cannot be called ("
        + detail
        + "): check AWS_REGION, and that AWS_ENDPOINT_URL, if it is set, is a URL";
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

  private static boolean isMissing(AwsServiceException answer) {
    return answer instanceof QueueDoesNotExistException
        || code(answer).equals("ResourceNotFoundException");
  }

  private static boolean isAccessDenied(AwsServiceException answer) {
    return code(answer).startsWith("AccessDenied");
  }

  private static boolean areCredentialsRefused(AwsServiceException answer) {
    return switch (code(answer)) {
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "InvalidClientTokenId",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          true;
      default -> false;
    };
  }

  private static String code(AwsServiceException answer) {
    return answer.awsErrorDetails() != null && answer.awsErrorDetails().errorCode() != null
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
