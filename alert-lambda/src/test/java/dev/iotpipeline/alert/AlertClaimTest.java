package dev.iotpipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Who may send while another invocation has the alert, and for how long. */
final class AlertClaimTest extends LedgerFixture {

  AlertClaimTest(DynamoDbTables tables) {
    super(tables);
  }

  /**
   * An invocation that claims late has little time to send. If Lambda ended it before the mark, the
   * retry would send again.
   */
  @Test
  void aSendMayTakeNoLongerThanItsMarkCanWait() {
    claimedBySomebodyElse(start.plusSeconds(18));
    Duration[] sentAt = new Duration[1];
    duringPublish(
        () -> {
          sentAt[0] = Duration.between(start, function.clock.instant());
          function.clock.advance(Duration.ofSeconds(25).minus(sentAt[0]));
        });

    assertThatThrownBy(() -> function.handle(BREACH))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageStartingWith("metric failed")
        .hasMessageContaining("no time");

    assertThat(publishTimeout()).isEqualTo(Duration.ofSeconds(25).minus(sentAt[0]));
    assertThat(function.cloudWatch.requests(PutMetricDataRequest.class)).isEmpty();
    assertThat(row()).containsKey("notified_at");
  }

  @Test
  void aSendWithTimeToSpareMayTakeTenSeconds() {
    function.handle(BREACH);

    assertThat(publishTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(timeout(function.lastMetricCall())).isEqualTo(Duration.ofSeconds(10));
  }

  private Duration publishTimeout() {
    return timeout(function.sns.requests(PublishRequest.class).get(0));
  }

  private static Duration timeout(AwsRequest request) {
    return request.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow();
  }

  /** It fails, so that Lambda tries it again: the first may still die before it has sent. */
  @Test
  void ofTwoCopiesAtTheSameTimeTheSecondSendsNothingAndFailsIfTheFirstDoesNotFinish() {
    AlertFunction.Instance second = function.anotherInstance();
    duringPublish(
        () ->
            assertThatThrownBy(() -> second.handle(BREACH))
                .isInstanceOf(AlertFailedException.class)
                .hasMessageStartingWith("another invocation has claimed the alert for the read"));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);
    assertThat(second.handle(BREACH)).as("its retry").isEqualTo(REPEATED);
    assertSentOnce();
    assertThat(function.clock.instant())
        .as("it waited, and left itself time to send")
        .isBetween(start.plusSeconds(18), start.plusSeconds(20));
  }

  @Test
  void aCopyThatWaitsSucceedsOnceTheFirstHasFinished() {
    claimedBySomebodyElse(start.plusSeconds(31));
    function.clock.duringSleep(
        () -> {
          AttributeValue done = text(function.clock.instant());
          putRow(Map.of("notified_at", done, "counted_at", done));
        });

    assertThat(function.handle(BREACH)).isEqualTo(REPEATED);

    assertThat(function.published).isEmpty();
    assertThat(function.counted()).isZero();
    assertThat(function.clock.instant()).isEqualTo(start.plusMillis(25));
  }

  @Test
  void aClaimOfSomebodyWhoIsGoneRunsOutAndIsTakenOver() {
    claimedBySomebodyElse(start.plusSeconds(5));

    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);

    assertSentOnce();
    assertThat(function.clock.instant()).isBetween(start.plusSeconds(5), start.plusSeconds(7));
  }
}
