package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Timestamps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperAlertsTest extends ScoredRun {

  @Test
  void anAlertWithTheRightAnomaliesIsSentAndWithoutOneMissed() {
    publish(reading("sensor-1", "52", "95"));
    publish(reading("sensor-2", "52", "50"));
    scorekeeper.notified(notification("sensor-1", "temperature_above", "humidity_above"));

    RunSummary summary = summary();
    assertThat(summary.alertsExpected()).isEqualTo(2);
    assertThat(summary.alertsSent()).isEqualTo(1);
    assertThat(summary.alertsMissed()).isEqualTo(1);
    assertThat(summary.isClean()).isFalse();
  }

  @Test
  void anAlertWithoutCauseOrWithOtherAnomaliesIsFalse() {
    publish(reading("sensor-1", "52", "50"));
    publish(reading("sensor-2", "20", "50"));
    scorekeeper.notified(notification("sensor-1", "humidity_below"));
    scorekeeper.notified(notification("sensor-2", "temperature_above"));

    RunSummary summary = summary();
    assertThat(summary.alertsFalse()).isEqualTo(2);
    assertThat(summary.alertsMissed()).isEqualTo(1);
  }

  @Test
  void anAlertThatIsSentTwiceIsSentOnceAndRepeatedOnce() {
    publish(reading("sensor-1", "52", "50"));
    scorekeeper.notified(notification("sensor-1", "temperature_above"));
    scorekeeper.notified(notification("sensor-1", "temperature_above"));

    assertThat(summary().alertsSent()).isEqualTo(1);
    assertThat(summary().alertsRepeated()).isEqualTo(1);
    assertThat(summary().alertsFalse()).isZero();
    assertThat(summary().isClean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, true",
    "1, 0, 2, false",
    "1, 0, 0, false",
    "2, 0, 1, false",
    "2, 1, 1, true",
    "1, 1, 2, true",
    "1, 1, 3, false",
    "2, 1, 2, true",
    "3, 1, 1, false"
  })
  void aSendMayComeOnceMoreForEachThatWasLeftInDoubt(
      int notifications, int inDoubt, int counted, boolean clean) {
    publish(reading("sensor-1", "52", "50"));
    table.add(item("sensor-1", "52", "50"));
    for (int i = 0; i < notifications; i++) {
      scorekeeper.notified(notification("sensor-1", "temperature_above"));
    }

    assertThat(summary(counted, new InDoubt(inDoubt, inDoubt)).isClean()).isEqualTo(clean);
  }

  @Test
  void ofTwoBreachesWithOneKeyEitherMayBeTheAlertAndOneHasToBe() {
    publish(reading("sensor-1", "52", "50"));
    publish(reading("sensor-1", "23", "95"));
    publish(reading("sensor-1", "23", "50"));
    table.add(item("sensor-1", "23", "50"));
    assertThat(summary().alertsMissed()).isEqualTo(1);

    scorekeeper.notified(notification("sensor-1", "humidity_above"));

    assertThat(summary().alertsExpected()).isEqualTo(1);
    assertThat(summary(1, InDoubt.NONE).isClean()).isTrue();
  }

  @Test
  void anAlertThatAnEarlierRunHasSentIsNotExpected() {
    scorekeeper.alertedEarlier(
        Map.of(
            "device_id", AttributeValue.fromS("sensor-1"),
            "timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)),
            "notified_at", AttributeValue.fromS(Timestamps.format(ARRIVAL))));
    publish(reading("sensor-1", "52", "50"));

    assertThat(summary().alertsExpected()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, 2, true", "2, 1, true", "1, 0, false", "0, 1, false"})
  void withoutALedgerAnAlertMayBeSentAgainButNotMissed(
      int notifications, int counted, boolean clean) {
    protectedRun = false;
    publish(reading("sensor-1", "52", "50"));
    table.add(item("sensor-1", "52", "50"));
    for (int i = 0; i < notifications; i++) {
      scorekeeper.notified(notification("sensor-1", "temperature_above"));
    }

    assertThat(summary(counted, InDoubt.NONE).isClean()).isEqualTo(clean);
  }
}
