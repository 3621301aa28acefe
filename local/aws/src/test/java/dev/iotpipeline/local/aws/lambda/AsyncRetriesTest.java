package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** When a failed event is run again, and when it is given up. */
@Timeout(60)
class AsyncRetriesTest extends AsyncInvocationsFixture {

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
}
