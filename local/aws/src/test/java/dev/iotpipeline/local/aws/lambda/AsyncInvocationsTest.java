package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@Timeout(60)
class AsyncInvocationsTest extends AsyncInvocationsFixture {

  @Test
  void anEventIsAcceptedFirstAndRunLater() {
    assertThat(send("{\"a\":1}").statusCode()).isEqualTo(202);
    assertThat(function.runs).isEmpty();
    assertThat(invocations.pending()).isEqualTo(1);
    assertThat(invocations.runDue()).isEqualTo(1);
    assertThat(function.runs).containsExactly("request-1 {\"a\":1}");
    assertThat(invocations.pending()).isZero();
    assertThat(invocations.counts()).isEqualTo(counts(1, 1, 0, 0, 0));
  }

  @Test
  void eventsRunInTheOrderTheyCame() {
    send("1");
    send("2");
    send("3");
    invocations.runDue();
    assertThat(function.runs).containsExactly("request-1 1", "request-2 2", "request-3 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alert",
        "alert:$LATEST",
        "alert:live",
        "000000000000:function:alert",
        "arn:aws:lambda:us-east-1:000000000000:function:alert",
        "arn:aws:lambda:us-east-1:000000000000:function:alert:$LATEST"
      })
  void aFunctionHasSeveralNames(String name) {
    invoke(invocations, InvocationType.EVENT, name, "{}");
    assertThat(invocations.runDue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"other", "alert:previous", "arn:aws:lambda:eu-west-1:000000000000:function:alert"})
  void anUnknownFunctionIsRefused(String name) {
    assertThatThrownBy(() -> invoke(invocations, InvocationType.EVENT, name, "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: arn:aws:lambda:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "", "  ", "no", "{} {}", "{\"a\":}"})
  void aPayloadThatIsNoJsonIsRefused(String payload) {
    assertThatThrownBy(() -> send(payload))
        .isInstanceOf(InvalidRequestContentException.class)
        .satisfies(e -> assertThat(((LambdaException) e).statusCode()).isEqualTo(400));
    assertThat(invocations.pending()).isZero();
  }

  @Test
  void aPayloadOfMoreThanAMegabyteIsRefused() {
    String largest = "\"" + "x".repeat(1024 * 1024 - 2) + "\"";
    assertThat(send(largest).statusCode()).isEqualTo(202);
    assertThatThrownBy(() -> send(largest + " "))
        .isInstanceOf(RequestTooLargeException.class)
        .hasMessageContaining("1048577 byte payload is too large for the Event invocation type");
  }

  @Test
  void aSynchronousInvocationAnswersWithTheResponse() {
    function.script(new Succeeded("{\"ok\":true}".getBytes(StandardCharsets.UTF_8)));
    InvokeResponse response = invoke(invocations, InvocationType.REQUEST_RESPONSE, "alert", "{}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isNull();
    assertThat(response.payload().asUtf8String()).isEqualTo("{\"ok\":true}");
  }

  @Test
  void aSynchronousInvocationAnswersWithTheErrorToo() {
    function.script(FAILED);
    InvokeResponse response = invoke(invocations, InvocationType.REQUEST_RESPONSE, "alert", "{}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String())
        .isEqualTo("{\"errorMessage\":\"no\",\"errorType\":\"Boom\"}");
  }

  @Test
  void aSynchronousInvocationIsRefusedWhereTheFunctionIsThrottled() {
    function.script(THROTTLED);
    assertThatThrownBy(() -> invoke(invocations, InvocationType.REQUEST_RESPONSE, "alert", "{}"))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void aDryRunRunsNothing() {
    InvokeResponse response = invoke(invocations, InvocationType.DRY_RUN, "alert", "{}");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(function.runs).isEmpty();
  }

  @Test
  void workersRunEventsByThemselves() throws Exception {
    try (AsyncInvocations running = invocations(AsyncSettings.DEFAULT, Clock.systemUTC())) {
      running.start(2);
      for (int i = 0; i < 50; i++) {
        invoke(running, InvocationType.EVENT, "alert", Integer.toString(i));
      }
      assertThat(running.awaitIdle(Duration.ofSeconds(50))).isTrue();
      assertThat(running.counts()).isEqualTo(counts(50, 50, 0, 0, 0));
    }
  }

  @Test
  void awaitingGivesUpInTheEnd() throws Exception {
    send("1");
    assertThat(invocations.awaitIdle(Duration.ofMillis(5))).isFalse();
  }

  @Test
  void settingsOutsideTheLimitsOfLambdaAreRefused() {
    assertThatThrownBy(() -> new AsyncSettings(3, Duration.ofHours(1)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("0 to 2");
    assertThatThrownBy(() -> new AsyncSettings(2, Duration.ofSeconds(59)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("maximum_event_age_in_seconds is 59");
    assertThatThrownBy(() -> new AsyncSettings(2, Duration.ofHours(7)))
        .isInstanceOf(InvalidSettingException.class);
  }
}
