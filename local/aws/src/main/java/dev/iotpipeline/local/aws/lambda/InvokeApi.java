package dev.iotpipeline.local.aws.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.aws.http.HttpAnswer;
import dev.iotpipeline.local.aws.http.HttpApi;
import dev.iotpipeline.local.aws.http.HttpCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * Lambda's Invoke over HTTP. Signatures are looked for and not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class InvokeApi implements HttpApi {

  private static final String PREFIX = "/2015-03-31/functions/";
  private static final Pattern PATH = Pattern.compile(PREFIX + "([^/]+)/invocations/?");
  private static final List<String> TYPES = List.of("RequestResponse", "Event", "DryRun");

  private final LambdaClient functions;

  /**
   * @param functions what is invoked, {@link AsyncInvocations} as a rule; called from any thread
   */
  public InvokeApi(LambdaClient functions) {
    this.functions = Objects.requireNonNull(functions, "functions");
  }

  @Override
  public boolean takes(String path, String target) {
    return path.startsWith(PREFIX);
  }

  @Override
  public HttpAnswer answer(HttpCall call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches() || !call.method().equals("POST")) {
      return refusal(404, "UnknownOperationException", "Nothing here but Invoke");
    }
    if (call.header("Authorization").isEmpty()) {
      return refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    String type = call.header("X-Amz-Invocation-Type").orElse(TYPES.get(0));
    if (!TYPES.contains(type)) {
      return refusal(
          400,
          "ValidationException",
          "1 validation error detected: Value '%s' at 'invocationType' failed to satisfy constraint:"
                  .formatted(type)
              + " Member must satisfy enum value set: "
              + TYPES);
    }
    InvokeRequest.Builder request =
        InvokeRequest.builder()
            .functionName(path.group(1))
            .invocationType(InvocationType.fromValue(type))
            .qualifier(call.parameter("Qualifier").orElse(null));
    if (call.body().length > 0) {
      request.payload(SdkBytes.fromByteArray(call.body()));
    }
    try {
      return answer(functions.invoke(request.build()));
    } catch (LambdaException e) {
      return refusal(
          e.statusCode(), e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
    }
  }

  private static HttpAnswer answer(InvokeResponse response) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    if (response.functionError() != null) {
      headers.put("X-Amz-Function-Error", response.functionError());
    }
    if (response.executedVersion() != null) {
      headers.put("X-Amz-Executed-Version", response.executedVersion());
    }
    SdkBytes payload = response.payload();
    return new HttpAnswer(
        response.statusCode(), headers, payload == null ? new byte[0] : payload.asByteArray());
  }

  private static HttpAnswer refusal(int status, String code, String message) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("Type", "User");
      json.writeStringField("Message", message);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return new HttpAnswer(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code),
        body.toByteArray());
  }
}
