package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.contract.Clients;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
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
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The contract against the stand-in over HTTP, and what the stand-in alone can show. */
class LocalLambdaInvokeContractTest extends LambdaInvokeContract {

  private final FakeClock clock = new FakeClock();
  private final List<String> payloads = new ArrayList<>();

  private final LocalFunction alert =
      new LocalFunction() {
        @Override
        public String arn() {
          return "arn:aws:lambda:us-east-1:000000000000:function:iot-alert";
        }

        @Override
        public InvocationResult invoke(String requestId, byte[] payload) {
          payloads.add(new String(payload, StandardCharsets.UTF_8));
          return new Succeeded(payload);
        }
      };

  private final AsyncInvocations invocations =
      new AsyncInvocations(
          List.of(alert),
          "live",
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
  private final LambdaClient lambda = Clients.local(LambdaClient.builder(), endpoint.uri());

  @BeforeEach
  void addLambda() {
    endpoint.add(new InvokeApi(invocations));
  }

  @Override
  LambdaClient lambda() {
    return lambda;
  }

  @Override
  String functionName() {
    return "iot-alert";
  }

  @Test
  void anEventIsTakenAndRunLater() {
    assertThat(invoke("iot-alert:live", "{\"a\":1}").statusCode()).isEqualTo(202);
    assertThat(payloads).isEmpty();
    invocations.runDue();

    assertThat(payloads).containsExactly("{\"a\":1}");
  }

  @Test
  void whatIsNoInvocation() throws Exception {
    URI path = endpoint.uri().resolve("/2015-03-31/functions/iot-alert/invocations");

    assertThat(post(path).statusCode()).isEqualTo(403);
    assertThat(post(path, "Authorization", "x").body()).contains("has to be Event");
    assertThat(post(path, "Authorization", "x", "X-Amz-Invocation-Type", "Later").body())
        .contains("has to be Event");
    URI list = endpoint.uri().resolve("/2015-03-31/functions/");
    assertThat(post(list, "Authorization", "x").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> post(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
