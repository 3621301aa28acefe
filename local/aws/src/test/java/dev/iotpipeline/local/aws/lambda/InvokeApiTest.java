package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Throttled;
import dev.iotpipeline.local.aws.testing.FakeClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** By the SDK's client over HTTP. */
class InvokeApiTest {

  private final FakeClock clock = new FakeClock();
  private final List<String> payloads = new ArrayList<>();
  private InvocationResult result = new Succeeded("{\"ok\":true}".getBytes(StandardCharsets.UTF_8));

  private final LocalFunction alert =
      new LocalFunction() {
        @Override
        public String arn() {
          return "arn:aws:lambda:us-east-1:000000000000:function:iot-alert";
        }

        @Override
        public InvocationResult invoke(String requestId, byte[] payload) {
          payloads.add(new String(payload, StandardCharsets.UTF_8));
          return result;
        }
      };

  private final AsyncInvocations invocations =
      new AsyncInvocations(
          List.of(alert),
          AsyncSettings.DEFAULT,
          letter -> {},
          clock,
          () -> "request",
          new EventLog(line -> {}, clock));

  @AutoClose
  private final KinesisEndpoint endpoint =
      new KinesisEndpoint(
          new LocalStream("iot-telemetry-stream", 1, clock),
          0,
          clock,
          new EventLog(line -> {}, clock));

  @AutoClose
  private final LambdaClient lambda =
      LambdaClient.builder()
          .endpointOverride(endpoint.uri())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
          .overrideConfiguration(settings -> settings.retryStrategy(all -> all.maxAttempts(1)))
          .build();

  @BeforeEach
  void addLambda() {
    endpoint.add(new InvokeApi(invocations));
  }

  private InvokeResponse invoke(String function, InvocationType type, String payload) {
    return lambda.invoke(
        request ->
            request
                .functionName(function)
                .invocationType(type)
                .payload(SdkBytes.fromUtf8String(payload)));
  }

  @Test
  void anEventIsTakenAndRunLater() {
    assertThat(invoke("iot-alert:live", InvocationType.EVENT, "{\"a\":1}").statusCode())
        .isEqualTo(202);
    assertThat(payloads).isEmpty();
    invocations.runDue();

    assertThat(payloads).containsExactly("{\"a\":1}");
  }

  @Test
  void aSynchronousCallHasTheAnswer() {
    InvokeResponse answer = invoke(alert.arn(), InvocationType.REQUEST_RESPONSE, "{}");

    assertThat(answer.payload().asUtf8String()).isEqualTo("{\"ok\":true}");
    assertThat(answer.executedVersion()).isEqualTo("$LATEST");
    assertThat(answer.functionError()).isNull();
  }

  @Test
  void theAliasMayBeAQualifier() {
    lambda.invoke(request -> request.functionName("iot-alert").qualifier("live"));

    assertThat(payloads).containsExactly("{}");
    assertThatThrownBy(
            () -> lambda.invoke(request -> request.functionName("iot-alert").qualifier("old")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void anErrorOfTheFunctionIsSaid() {
    result = new FunctionError("Boom", "no");

    InvokeResponse answer = invoke("iot-alert", InvocationType.REQUEST_RESPONSE, "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String()).contains("Boom");
  }

  @Test
  void aDryRunRunsNothing() {
    assertThat(invoke("iot-alert", InvocationType.DRY_RUN, "{}").statusCode()).isEqualTo(204);
    assertThat(payloads).isEmpty();
  }

  @Test
  void whatLambdaRefuses() {
    assertThatThrownBy(() -> invoke("nothing", InvocationType.EVENT, "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: arn:aws:lambda:");
    assertThatThrownBy(() -> invoke("iot-alert", InvocationType.EVENT, "{"))
        .isInstanceOf(InvalidRequestContentException.class);
    assertThatThrownBy(
            () -> invoke("iot-alert", InvocationType.EVENT, "\"" + "x".repeat(1 << 20) + "\""))
        .isInstanceOf(RequestTooLargeException.class);
    result = new Throttled();
    assertThatThrownBy(() -> invoke("iot-alert", InvocationType.REQUEST_RESPONSE, "{}"))
        .isInstanceOf(TooManyRequestsException.class)
        .hasMessageContaining("Rate Exceeded");
  }

  @Test
  void whatIsNoInvocation() throws Exception {
    URI path = endpoint.uri().resolve("/2015-03-31/functions/iot-alert/invocations");

    assertThat(post(path).statusCode()).isEqualTo(403);
    assertThat(post(path, "Authorization", "x", "X-Amz-Invocation-Type", "Later").body())
        .contains("'Later' at 'invocationType'");
    assertThat(post(endpoint.uri().resolve("/2015-03-31/functions/")).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> post(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
