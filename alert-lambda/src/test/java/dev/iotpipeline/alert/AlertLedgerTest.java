package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Exactly one notification and one metric value, whatever comes twice or breaks off. */
final class AlertLedgerTest {

  private static final Reading BREACH = reading("sensor-007", "52.5", "50");
  private static final String NOTIFIED = "{\"anomalies\":1,\"notified\":true}";
  private static final String REPEATED = "{\"anomalies\":1,\"notified\":false}";

  private final AlertFunction function = AlertFunction.withLedger();
  private final Instant start = function.clock.instant();

  @Test
  void anAlertIsWrittenDownWithWhatWasWrongAndWhenItWasDone() {
    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);

    AttributeValue now = AttributeValue.fromS(Timestamps.format(start));
    assertThat(function.table.row(BREACH.key()))
        .isEqualTo(
            Map.of(
                "anomalies",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromM(
                            Map.of(
                                "field", AttributeValue.fromS("temperature"),
                                "value", AttributeValue.fromN("52.5"),
                                "threshold", AttributeValue.fromN("45"),
                                "direction", AttributeValue.fromS("above"))))),
                "first_seen_at",
                now,
                "notified_at",
                now,
                "counted_at",
                now));
    assertThat(function.table.calls).as("claim, notified, counted").isEqualTo(3);
  }

  @Test
  void anAlertExpiresSoLongAfterItWasFirstSeen() {
    AlertFunction keepsAMonth = AlertFunction.withLedger(Duration.ofDays(30));

    keepsAMonth.handle(BREACH);

    assertThat(keepsAMonth.table.row(BREACH.key()).get("expires_at").n())
        .isEqualTo(String.valueOf(start.plus(Duration.ofDays(30)).getEpochSecond()));
  }

  /**
   * Else a redrive could come after the row has gone, though the queue keeps its events less long.
   */
  @Test
  void anAlertThatIsTriedAgainIsKeptFromThenOn() {
    AlertFunction keepsAMonth = AlertFunction.withLedger(Duration.ofDays(30));
    keepsAMonth.cloudWatch.failure = Optional.of(new IllegalStateException("down"));
    assertThatThrownBy(() -> keepsAMonth.handle(BREACH)).isInstanceOf(AlertFailedException.class);

    keepsAMonth.clock.advance(Duration.ofDays(13));
    assertThatThrownBy(() -> keepsAMonth.handle(BREACH)).isInstanceOf(AlertFailedException.class);

    assertThat(keepsAMonth.table.row(BREACH.key()).get("expires_at").n())
        .isEqualTo(String.valueOf(start.plus(Duration.ofDays(43)).getEpochSecond()));
  }

  @Test
  void theSameEventOnAnotherInstanceSendsNothing() {
    function.handle(BREACH);

    AlertFunction other = function.anotherInstance();
    assertThat(other.handle(BREACH)).isEqualTo(REPEATED);

    assertSentOnce();
    assertThat(other.logLines).singleElement().asString().contains("alert_repeated");
  }

  @Test
  void aReadingThatBreachesNothingIsNotWrittenDown() {
    function.handle(reading("sensor-007", "23.5", "50"));

    assertThat(function.table.calls).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aStepThatFailedIsDoneByTheRetryAndTheOtherIsNotRepeated(Step step) {
    fail(step, Optional.of(new IllegalStateException("down")));
    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith(step.code() + " failed for the reading of sensor-007");
    fail(step, Optional.empty());

    // At once: the claim was given back, nobody has to wait for its end.
    function.anotherInstance().handle(BREACH);

    assertSentOnce();
    assertThat(function.table.row(BREACH.key()))
        .containsKeys("notified_at", "counted_at")
        .doesNotContainKeys("claimed_by", "claimed_until");
  }

  private void fail(Step step, Optional<RuntimeException> failure) {
    switch (step) {
      case NOTIFICATION -> function.sns.failure = failure;
      case METRIC -> function.cloudWatch.failure = failure;
    }
  }

  /** An error is no exception: nothing in the function sees it, as if its process were ended. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anInstanceThatDiesBeforeACallLosesNothingAndRepeatsAtMostTheSendItHadNotMarked(int call) {
    dieAt(call, table -> function.table.before = table);
    assertThatThrownBy(() -> function.handle(BREACH)).hasMessage("killed");
    function.table.before = any -> Optional.empty();

    function.clock.advance(Duration.ofMinutes(1));
    function.anotherInstance().handle(BREACH);

    assertThat(function.sns.published).hasSize(call == 2 ? 2 : 1);
    assertThat(function.cloudWatch.put).hasSize(call == 3 ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anInstanceThatDiesAfterACallRepeatsNothing(int call) {
    dieAt(call, table -> function.table.after = table);
    assertThatThrownBy(() -> function.handle(BREACH)).hasMessage("killed");
    function.table.after = any -> Optional.empty();

    function.clock.advance(Duration.ofMinutes(1));
    function.anotherInstance().handle(BREACH);

    assertSentOnce();
  }

  private void dieAt(int call, Consumer<Fault> table) {
    table.accept(
        request -> {
          if (function.table.calls == call) {
            throw new AssertionError("killed");
          }
          return Optional.empty();
        });
  }

  private interface Fault extends Function<UpdateItemRequest, Optional<RuntimeException>> {}

  /** The call has claimed the alert; its repetition must not take the claim for another's. */
  @Test
  void anAnswerThatGetsLostIsAskedForAgain() {
    function.table.after = once(ApiCallTimeoutException.create(3000));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertSentOnce();
  }

  @Test
  void aThrottledLedgerIsAskedAgain() {
    function.table.before = once(error(400, "ThrottlingException"));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertSentOnce();
  }

  @Test
  void withoutItsLedgerNothingIsSentAndTheRetrySendsIt() {
    function.table.before = request -> Optional.of(error(400, "AccessDeniedException"));
    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith("the ledger did not answer for the reading of sensor-007 at ")
        .hasCauseInstanceOf(DynamoDbException.class);
    assertThat(function.sns.published).isEmpty();
    assertThat(function.logLines).singleElement().asString().contains("alert_claim_failed");

    function.table.before = request -> Optional.empty();
    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertSentOnce();
  }

  /**
   * Between the send and its mark the table is gone, each call to it hangs until its time is up. An
   * invocation that Lambda cut off would forget what it has sent.
   */
  @Test
  void whatWasSentAndCouldNotBeMarkedIsMarkedByTheRetryOnTheSameInstance() {
    function.sns.meanwhile =
        () ->
            function.table.before =
                request -> {
                  function.clock.advance(Duration.ofSeconds(3));
                  return Optional.of(ApiCallTimeoutException.create(3000));
                };
    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith("the ledger could not mark the notification as sent for the read");
    assertThat(function.clock.instant())
        .as("it tried for long, and ended by itself")
        .isBetween(start.plusSeconds(24), start.plusSeconds(29));
    assertThat(function.sns.published).hasSize(1);
    assertThat(function.cloudWatch.put).as("nothing more without the ledger").isEmpty();

    function.table.before = request -> Optional.empty();
    function.clock.advance(Duration.ofMinutes(1));
    assertThat(function.handle(BREACH)).isEqualTo(REPEATED);

    assertSentOnce();
    assertThat(function.table.row(BREACH.key()))
        .containsKeys("notified_at", "counted_at")
        .doesNotContainKey("claimed_by");
  }

  /** By identity they are one alert: the first to come is sent. */
  @Test
  void twoBreachesWithOneTimestampAreOneAlert() {
    function.handle(BREACH);
    assertThat(function.anotherInstance().handle(reading("sensor-007", "58", "99")))
        .isEqualTo("{\"anomalies\":2,\"notified\":false}");

    assertSentOnce();
  }

  private static Fault once(RuntimeException failure) {
    Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failure));
    return request -> Optional.ofNullable(failures.poll());
  }

  private static RuntimeException error(int status, String code) {
    return DynamoDbException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  private void assertSentOnce() {
    assertThat(function.sns.published).hasSize(1);
    assertThat(function.cloudWatch.put).hasSize(1);
  }
}
