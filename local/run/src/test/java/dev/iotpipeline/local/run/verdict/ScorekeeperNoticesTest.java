package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What the scorekeeper expects of a run with a cool-down of 10 s that looks for a silence of 5 s.
 */
class ScorekeeperNoticesTest extends ScoredRun {

  @AutoClose
  private final Scorekeeper keeper =
      new Scorekeeper(
          new Rules(
              Thresholds.DEFAULT,
              true,
              Duration.ofSeconds(10),
              BigDecimal.ZERO,
              1,
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              Duration.ZERO),
          TEMPORARY,
          failures::add);

  @Test
  void aBreachIsRaisedContinuesAfterTheCoolDownAndIsCleared() {
    for (int second : new int[] {0, 4, 8, 12}) {
      hear(second, "46");
    }
    hear(16, "20");
    tell("temperature_above", "raised", 0);
    tell("temperature_above", "continuing", 12);
    tell("temperature_above", "cleared", 16);

    assertThat(detection("temperature_above")).isEqualTo(new Detection(3, 3, 0));
    assertThat(result().alertsMissed() + result().alertsFalse() + result().alertsRepeated())
        .isZero();
  }

  @Test
  void aNoticeThatNobodyWasToldIsMissedAndOneWithoutCauseIsFalse() {
    hear(0, "46");
    hear(1, "47");
    tell("temperature_above", "raised", 1);

    assertThat(detection("temperature_above")).isEqualTo(new Detection(1, 0, 1));
    assertThat(result().isClean()).isFalse();
  }

  @Test
  void aMessageThatNamesANoticeAgainIsARepetition() {
    hear(0, "46");
    tell("temperature_above", "raised", 0);
    tell("temperature_above", "raised", 0);

    assertThat(result().alertsRepeated()).isEqualTo(1);
  }

  @Test
  void aRiseIsMeasuredFromTheLowestOfTheLastMinute() {
    hear(0, "20");
    hear(30, "18");
    hear(80, "24");
    hear(100, "24");

    assertThat(detection("temperature_rising")).isEqualTo(new Detection(2, 0, 0));
  }

  @Test
  void aSilenceHasToBeToldAfterTwiceItsTimeAndMayBeToldBefore() {
    hear(0, "20");
    check(9);
    assertThat(result().detection()).isEmpty();
    check(10);
    assertThat(detection("silent")).isEqualTo(new Detection(1, 0, 0));

    tell("silent", "raised", 0);
    hear(20, "20");
    assertThat(detection("silent")).isEqualTo(new Detection(2, 1, 0));
    tell("silent", "cleared", 0);
    assertThat(detection("silent")).isEqualTo(new Detection(2, 2, 0));
  }

  @Test
  void aDeviceThatWasHeardInTimeIsNotSilent() {
    hear(0, "20");
    hear(4, "20");
    tell("silent", "raised", 0);

    assertThat(detection("silent")).isEqualTo(new Detection(0, 0, 1));
  }

  private void hear(int second, String temperature) {
    Instant at = ARRIVAL.plusSeconds(second);
    Reading reading =
        new Reading(
            "sensor-1",
            at,
            new BigDecimal(temperature),
            BigDecimal.valueOf(50),
            BigDecimal.TEN,
            null);
    keeper.accepted(new StreamRecord(0, "1", "key", ReadingJson.write(reading), at));
  }

  private void check(int second) {
    keeper.silenceChecked(ARRIVAL.plusSeconds(second), ARRIVAL.plusSeconds(second));
  }

  private void tell(String anomaly, String kind, int second) {
    Instant at = ARRIVAL.plusSeconds(second);
    String text =
        """
        {"digest":"d","notices":[
          {"device_id":"sensor-1","anomaly":"%s","kind":"%s","since":"%s","at":"%s"}]}"""
            .formatted(anomaly, kind, at, at);
    Notification message = notification(text);
    keeper.sent(sent(message), message.messageId());
    keeper.notified(message);
  }

  private Detection detection(String kind) {
    return result().detection().get(kind);
  }

  private RunSummary result() {
    return keeper.summarise(evidence(InDoubt.NONE));
  }
}
