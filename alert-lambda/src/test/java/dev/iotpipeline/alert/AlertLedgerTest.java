package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Exactly one notification and one metric value, even if an event comes twice or a run breaks off.
 */
final class AlertLedgerTest extends LedgerFixture {

  AlertLedgerTest(DynamoDbTables tables) {
    super(tables);
  }

  @Test
  void theSameEventOnAnotherInstanceSendsNothing() {
    function.handle(BREACH);

    AlertFunction.Instance other = function.anotherInstance();
    assertThat(other.handle(BREACH)).isEqualTo(REPEATED);

    assertSentOnce();
    assertThat(other.logLines).singleElement().asString().contains("alert_repeated");
  }

  @ParameterizedTest
  @EnumSource
  void aStepThatFailedIsDoneByTheRetryAndTheOtherIsNotRepeated(Step step) {
    failOnce(step);
    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith(step.code() + " failed for the reading of sensor-007");

    // At once: the claim was given back, nobody has to wait for its end.
    function.anotherInstance().handle(BREACH);

    assertSentOnce();
    assertThat(row())
        .containsKeys("notified_at", "counted_at")
        .doesNotContainKeys("claimed_by", "claimed_until");
  }

  private void failOnce(Step step) {
    switch (step) {
      case NOTIFICATION -> function.sns.next(1, PublishRequest.class, down());
      case METRIC -> function.cloudWatch.next(1, PutMetricDataRequest.class, down());
    }
  }

  private static <R extends SdkRequest> Fault<R> down() {
    return Fault.error(() -> new IllegalStateException("down"));
  }

  /** The function catches no {@code Error}, so this is as if its process ended. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anInstanceThatDiesBeforeACallLosesNothingAndRepeatsAtMostTheSendItHadNotMarked(int call) {
    atLedgerCall(
        call,
        (request, table) -> {
          throw new AssertionError("killed");
        });
    assertThatThrownBy(() -> function.handle(BREACH)).hasMessage("killed");

    function.clock.advance(Duration.ofMinutes(1));
    function.anotherInstance().handle(BREACH);

    assertThat(function.published).hasSize(call == 2 ? 2 : 1);
    assertThat(function.counted()).isEqualTo(call == 3 ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anInstanceThatDiesAfterACallRepeatsNothing(int call) {
    atLedgerCall(
        call,
        (request, table) -> {
          table.with(request);
          throw new AssertionError("killed");
        });
    assertThatThrownBy(() -> function.handle(BREACH)).hasMessage("killed");

    function.clock.advance(Duration.ofMinutes(1));
    function.anotherInstance().handle(BREACH);

    assertSentOnce();
  }

  private void atLedgerCall(int call, Fault<UpdateItemRequest> fault) {
    if (call > 1) {
      function.dynamoDb.next(call - 1, UpdateItemRequest.class, Fault.none());
    }
    function.dynamoDb.next(1, UpdateItemRequest.class, fault);
  }

  /** The call has claimed the alert; its repetition must not take the claim for another's. */
  @Test
  void anAnswerThatGetsLostIsAskedForAgain() {
    function.dynamoDb.next(1, UpdateItemRequest.class, Fault.answerLost(AwsErrors::timeout));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertSentOnce();
  }

  @Test
  void aThrottledLedgerIsAskedAgain() {
    function.dynamoDb.next(1, UpdateItemRequest.class, Fault.error(AwsErrors::dynamoDbThrottling));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertSentOnce();
  }

  @Test
  void withoutItsLedgerNothingIsSentAndTheRetrySendsIt() {
    function.dynamoDb.next(
        1,
        UpdateItemRequest.class,
        Fault.error(
            () -> AwsErrors.of(DynamoDbException.builder(), 400, "AccessDeniedException", "no")));
    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith("the ledger did not answer for the reading of sensor-007 at ")
        .hasCauseInstanceOf(DynamoDbException.class);
    assertThat(function.published).isEmpty();
    assertThat(function.logLines).singleElement().asString().contains("alert_claim_failed");

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertSentOnce();
  }

  /**
   * Between the send and its mark the table fails, and each call hangs until its time is up. The
   * invocation has to end by itself, since one that Lambda ends forgets what it has sent.
   */
  @Test
  void whatWasSentAndCouldNotBeMarkedIsMarkedByTheRetryOnTheSameInstance() {
    duringPublish(
        () ->
            function.dynamoDb.always(
                UpdateItemRequest.class, any -> true, Fault.error(this::timeoutAfterThreeSeconds)));
    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith("the ledger could not mark the notification as sent for the read");
    assertThat(function.clock.instant())
        .as("it tried for long, and ended by itself")
        .isBetween(start.plusSeconds(24), start.plusSeconds(29));
    assertThat(function.published).hasSize(1);
    assertThat(function.counted()).as("nothing more without the ledger").isZero();

    function.dynamoDb.clear();
    function.clock.advance(Duration.ofMinutes(1));
    assertThat(function.handle(BREACH)).isEqualTo(REPEATED);

    assertSentOnce();
    assertThat(row()).containsKeys("notified_at", "counted_at").doesNotContainKey("claimed_by");
  }

  private RuntimeException timeoutAfterThreeSeconds() {
    function.clock.advance(Duration.ofSeconds(3));
    return AwsErrors.timeout();
  }

  /** They have one key and so are one alert: the first is sent. */
  @Test
  void twoBreachesWithOneTimestampAreOneAlert() {
    function.handle(BREACH);
    assertThat(function.anotherInstance().handle(reading("sensor-007", "58", "99")))
        .isEqualTo("{\"anomalies\":2,\"notified\":false}");

    assertSentOnce();
  }
}
