package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who may send while another invocation has the alert, and for how long. */
final class AlertClaimTest {

  private static final Reading BREACH = reading("sensor-007", "52.5", "50");
  private static final String NOTIFIED = "{\"anomalies\":1,\"notified\":true}";
  private static final String REPEATED = "{\"anomalies\":1,\"notified\":false}";

  private final AlertFunction function = AlertFunction.withLedger();
  private final Instant start = function.clock.instant();

  /** Whoever claims late has little time to send in, and an invocation cut off forgets. */
  @Test
  void aSendMayTakeNoLongerThanItsMarkCanWait() {
    claimedBySomebodyElse(start.plusSeconds(18));
    Duration[] sentAt = new Duration[1];
    function.sns.meanwhile =
        () -> {
          sentAt[0] = Duration.between(start, function.clock.instant());
          function.clock.advance(Duration.ofSeconds(25).minus(sentAt[0]));
        };

    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith("metric failed")
        .hasMessageContaining("no time");

    assertThat(timeout(function.sns.last())).isEqualTo(Duration.ofSeconds(25).minus(sentAt[0]));
    assertThat(function.cloudWatch.put).isEmpty();
    assertThat(function.table.row(BREACH.key())).containsKey("notified_at");
  }

  @Test
  void aSendWithTimeToSpareMayTakeTenSeconds() {
    function.handle(BREACH);

    assertThat(timeout(function.sns.last())).isEqualTo(Duration.ofSeconds(10));
    assertThat(timeout(function.cloudWatch.put.get(0))).isEqualTo(Duration.ofSeconds(10));
  }

  private static Duration timeout(AwsRequest request) {
    return request.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow();
  }

  /** It fails, so that Lambda tries it again: the first may yet die before it has sent. */
  @Test
  void ofTwoCopiesAtTheSameTimeTheSecondSendsNothingAndFailsIfTheFirstDoesNotFinish() {
    AlertFunction second = function.anotherInstance();
    function.sns.meanwhile =
        () -> {
          function.sns.meanwhile = () -> {};
          assertThatThrownBy(() -> second.handle(BREACH))
              .isInstanceOf(AlertFailedException.class)
              .hasMessageStartingWith("another invocation has claimed the alert for the reading");
        };

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertThat(second.handle(BREACH)).as("its retry").isEqualTo(REPEATED);
    assertSentOnce();
    assertThat(function.clock.instant())
        .as("it waited, and left itself time to send")
        .isBetween(start.plusSeconds(18), start.plusSeconds(20));
  }

  @Test
  void aCopyThatWaitsSeesTheFirstFinishAndIsContent() {
    claimedBySomebodyElse(start.plusSeconds(31));
    function.clock.duringSleep(
        () -> {
          AttributeValue done = AttributeValue.fromS(Timestamps.format(function.clock.instant()));
          function.table.put(BREACH.key(), Map.of("notified_at", done, "counted_at", done));
        });

    assertThat(function.handle(BREACH)).isEqualTo(REPEATED);

    assertThat(function.sns.published).isEmpty();
    assertThat(function.cloudWatch.put).isEmpty();
    assertThat(function.clock.instant()).isEqualTo(start.plusMillis(25));
  }

  @Test
  void aClaimOfSomebodyWhoIsGoneRunsOutAndIsTakenOver() {
    claimedBySomebodyElse(start.plusSeconds(5));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);

    assertSentOnce();
    assertThat(function.clock.instant()).isBetween(start.plusSeconds(5), start.plusSeconds(7));
  }

  private void claimedBySomebodyElse(Instant until) {
    function.table.put(
        BREACH.key(),
        Map.of(
            "claimed_by", AttributeValue.fromS("somebody"),
            "claimed_until", AttributeValue.fromS(Timestamps.format(until))));
  }

  private void assertSentOnce() {
    assertThat(function.sns.published).hasSize(1);
    assertThat(function.cloudWatch.put).hasSize(1);
  }
}
