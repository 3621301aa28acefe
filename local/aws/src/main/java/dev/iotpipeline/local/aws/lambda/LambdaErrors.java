package dev.iotpipeline.local.aws.lambda;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Refusals of the Invoke operation, as the SDK's client throws them. */
final class LambdaErrors {

  private LambdaErrors() {}

  static LambdaException notFound(String function) {
    return complete(
        ResourceNotFoundException.builder(),
        404,
        "ResourceNotFoundException",
        "Function not found: " + function);
  }

  static LambdaException notAsynchronous() {
    return complete(
        LambdaException.builder(),
        400,
        "ValidationException",
        "'invocationType' has to be Event; the function cannot be called in another way here");
  }

  static LambdaException tooLarge(int bytes, int limit) {
    return complete(
        RequestTooLargeException.builder(),
        413,
        "RequestTooLargeException",
        bytes
            + " byte payload is too large for the Event invocation type (limit "
            + limit
            + " bytes)");
  }

  static LambdaException notJson() {
    return complete(
        InvalidRequestContentException.builder(),
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json");
  }

  private static LambdaException complete(
      LambdaException.Builder builder, int status, String code, String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .serviceName("Lambda")
            .errorCode(code)
            .errorMessage(message)
            .build();
    return (LambdaException) builder.statusCode(status).awsErrorDetails(details).build();
  }
}
