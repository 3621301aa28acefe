package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.InvalidSettingException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

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
  @ValueSource(strings = {"alert", "alert:live"})
  void aFunctionIsNamedWithOrWithoutItsAlias(String name) {
    invoke(invocations, InvocationType.EVENT, name, "{}");
    assertThat(invocations.runDue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "alert:previous", "other:live"})
  void anUnknownFunctionIsRefused(String name) {
    assertThatThrownBy(() -> invoke(invocations, InvocationType.EVENT, name, "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:" + name);
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

  @ParameterizedTest
  @EnumSource(names = {"REQUEST_RESPONSE", "DRY_RUN"})
  void onlyAnAsynchronousInvocationIsHere(InvocationType type) {
    assertThatThrownBy(() -> invoke(invocations, type, "alert", "{}"))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("'invocationType' has to be Event");
    assertThat(function.runs).isEmpty();
    assertThat(invocations.pending()).isZero();
  }

  @Test
  void workersRunEventsByThemselves() throws Exception {
    try (AsyncInvocations running = invocations(AsyncSettings.DEFAULT, Clock.systemUTC())) {
      running.start(2, (thread, error) -> {});
      for (int i = 0; i < 50; i++) {
        invoke(running, InvocationType.EVENT, "alert", Integer.toString(i));
      }
      assertThat(running.awaitIdle(Duration.ofSeconds(50))).isTrue();
      assertThat(function.runs).hasSize(50).doesNotHaveDuplicates();
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
