package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Throttled;
import dev.iotpipeline.local.aws.testing.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@Timeout(60)
class AsyncInvocationsTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:alert";
  private static final InvocationResult FAILED = new FunctionError("Boom", "no");
  private static final InvocationResult THROTTLED = new Throttled();

  private final FakeClock clock = new FakeClock();
  private final AlertFunction function = new AlertFunction();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int requests;

  /** Answers as told, then succeeds; remembers each run as request id and payload. */
  private static final class AlertFunction implements LocalFunction {

    private final Deque<InvocationResult> script = new ArrayDeque<>();
    private final List<String> runs = new ArrayList<>();
    private int hostFailures;

    void script(InvocationResult... results) {
      script.addAll(Arrays.asList(results));
    }

    @Override
    public String arn() {
      return ARN;
    }

    @Override
    public synchronized InvocationResult invoke(String requestId, byte[] payload) {
      runs.add(requestId + " " + new String(payload, StandardCharsets.UTF_8));
      if (hostFailures > 0) {
        hostFailures--;
        throw new IllegalStateException("out of threads");
      }
      return script.isEmpty() ? new Succeeded(new byte[0]) : script.remove();
    }
  }

  private AsyncInvocations invocations(AsyncSettings settings, Clock clock) {
    return new AsyncInvocations(
        List.of(function),
        settings,
        deadLetters::add,
        clock,
        () -> "request-" + ++requests,
        new EventLog(line -> {}, clock));
  }

  private final AsyncInvocations invocations = invocations(AsyncSettings.DEFAULT, clock);

  private static InvokeResponse invoke(
      AsyncInvocations invocations, InvocationType type, String name, String payload) {
    return invocations.invoke(
        request ->
            request
                .functionName(name)
                .invocationType(type)
                .payload(SdkBytes.fromUtf8String(payload)));
  }

  private InvokeResponse send(String payload) {
    return invoke(invocations, InvocationType.EVENT, "alert", payload);
  }

  private static AsyncCounts counts(
      long accepted, long succeeded, long errors, long throttles, long deadLetters) {
    return new AsyncCounts(accepted, succeeded, errors, throttles, deadLetters);
  }

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
  void aFailedEventIsRunAgainAfterOneAndThenTwoMinutes() {
    function.script(FAILED, FAILED);
    send("1");
    invocations.runDue();
    clock.advance(Duration.ofSeconds(59));
    assertThat(invocations.runDue()).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(invocations.runDue()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(119));
    assertThat(invocations.runDue()).isZero();
    assertThat(invocations.pending()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(invocations.runDue()).isEqualTo(1);
    assertThat(function.runs).hasSize(3).containsOnly("request-1 1");
    assertThat(invocations.counts()).isEqualTo(counts(1, 1, 2, 0, 0));
  }

  @Test
  void anEventThatWaitsDoesNotHoldUpOthers() {
    function.script(FAILED);
    send("1");
    invocations.runDue();
    send("2");
    assertThat(invocations.runDue()).isEqualTo(1);
    assertThat(function.runs).containsExactly("request-1 1", "request-2 2");
  }

  @Test
  void afterItsRetriesAnEventBecomesADeadLetter() {
    function.script(FAILED, FAILED, new FunctionError("Boom", "still no"));
    send("{\"a\":1}");
    for (int i = 0; i < 3; i++) {
      invocations.runDue();
      clock.advance(Duration.ofMinutes(2));
    }
    assertThat(deadLetters)
        .containsExactly(new DeadLetter(ARN, "{\"a\":1}", "request-1", 200, "still no"));
    assertThat(deadLetters.get(0).attributes())
        .isEqualTo(
            Map.of("RequestID", "request-1", "ErrorCode", "200", "ErrorMessage", "still no"));
    assertThat(invocations.pending()).isZero();
    assertThat(invocations.counts()).isEqualTo(counts(1, 0, 3, 0, 1));
  }

  @Test
  void withoutRetriesAnEventIsGivenUpAtItsFirstError() {
    AsyncInvocations once = invocations(new AsyncSettings(0, Duration.ofHours(6)), clock);
    function.script(FAILED);
    invoke(once, InvocationType.EVENT, "alert", "{}");
    once.runDue();
    assertThat(deadLetters).hasSize(1);
    assertThat(once.pending()).isZero();
  }

  @Test
  void anEventThatWouldBeTooOldByItsNextRunIsGivenUp() {
    AsyncInvocations shortly = invocations(new AsyncSettings(2, Duration.ofSeconds(60)), clock);
    function.script(FAILED, FAILED);
    invoke(shortly, InvocationType.EVENT, "alert", "{}");
    shortly.runDue();
    clock.advance(Duration.ofSeconds(60));
    shortly.runDue();
    assertThat(function.runs).hasSize(2);
    assertThat(deadLetters).hasSize(1);
  }

  @Test
  void aHostThatFailsLosesNoEventAndUsesUpNoRetry() {
    function.hostFailures = 1;
    send("1");
    invocations.runDue();
    assertThat(invocations.pending()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(1));
    invocations.runDue();
    assertThat(invocations.pending()).isZero();
    assertThat(function.runs).hasSize(2);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void throttlingUsesUpNoRetry() {
    function.script(THROTTLED, THROTTLED, FAILED, THROTTLED, FAILED);
    send("1");
    while (invocations.pending() > 0) {
      invocations.runDue();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(function.runs).hasSize(6);
    assertThat(deadLetters).isEmpty();
    assertThat(invocations.counts()).isEqualTo(counts(1, 1, 2, 3, 0));
  }

  @Test
  void throttlingIsRetriedWithGrowingWaits() {
    function.script(THROTTLED, THROTTLED, THROTTLED);
    send("1");
    for (int seconds : new int[] {1, 2, 4}) {
      assertThat(invocations.runDue()).isEqualTo(1);
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(invocations.runDue()).isZero();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(invocations.runDue()).isEqualTo(1);
    assertThat(invocations.pending()).isZero();
  }

  @Test
  void afterSixHoursAThrottledEventBecomesADeadLetter() {
    for (int i = 0; i < 1000; i++) {
      function.script(THROTTLED);
    }
    send("1");
    while (invocations.pending() > 0) {
      invocations.runDue();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(deadLetters)
        .containsExactly(new DeadLetter(ARN, "1", "request-1", 429, "Rate Exceeded."));
    assertThat(function.runs).hasSizeBetween(70, 90);
  }

  @Test
  void theMessageOfADeadLetterIsCutShort() {
    DeadLetter letter = new DeadLetter(ARN, "{}", "id", 200, "x".repeat(5000));
    assertThat(letter.errorMessage()).hasSize(1024);
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
