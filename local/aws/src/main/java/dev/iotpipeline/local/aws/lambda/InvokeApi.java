package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.local.aws.http.HttpAnswer;
import dev.iotpipeline.local.aws.http.HttpApi;
import dev.iotpipeline.local.aws.http.HttpCall;
import dev.iotpipeline.local.aws.http.Json;
import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * Lambda's Invoke over HTTP, in its asynchronous form. Signatures are looked for and not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class InvokeApi implements HttpApi {

  private static final String PREFIX = "/2015-03-31/functions/";
  private static final Pattern PATH = Pattern.compile(PREFIX + "([^/]+)/invocations/?");

  private final LambdaClient functions;

  /**
   * @param functions what is invoked, {@link AsyncInvocations} as a rule; called from any thread
   */
  public InvokeApi(LambdaClient functions) {
    this.functions = functions;
  }

  @Override
  public boolean takes(String path, String target) {
    return path.startsWith(PREFIX);
  }

  @Override
  public HttpAnswer answer(HttpCall call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches() || !call.method().equals("POST")) {
      throw new RefusedRequestException(
          404, "UnknownOperationException", "Nothing here but Invoke");
    }
    // Lambda's own default is to run the function at once, which is not here.
    String type = call.header("X-Amz-Invocation-Type").orElse("RequestResponse");
    try {
      int status =
          functions
              .invoke(
                  request ->
                      request
                          .functionName(path.group(1))
                          .invocationType(InvocationType.fromValue(type))
                          .payload(SdkBytes.fromByteArray(call.body())))
              .statusCode();
      return new HttpAnswer(status, Map.of("Content-Type", "application/json"), new byte[0]);
    } catch (LambdaException e) {
      throw new RefusedRequestException(
          e.statusCode(), e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
    }
  }

  @Override
  public HttpAnswer refusal(HttpCall call, RefusedRequestException refused) {
    return new HttpAnswer(
        refused.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", refused.code()),
        Json.bytes(Map.of("Type", "User", "Message", refused.message())));
  }
}
