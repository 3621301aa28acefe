package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Total;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperAlertsTest extends ScoredRun {

  private final Reading hot = reading("sensor-1", "52", "50");
  private final Reading alsoHot = reading("sensor-2", "53", "50");

  /** Published and stored. */
  private void store(Reading reading) {
    publish(reading);
    table.add(
        item(reading.deviceId(), reading.temperature().toString(), reading.humidity().toString()));
  }

  @Test
  void anAlertWithTheRightAnomaliesIsSentAndWithoutOneMissed() {
    publish(reading("sensor-1", "52", "95"));
    publish(alsoHot);
    tell(reading("sensor-1", "52", "95"), "temperature_above", "humidity_above");

    RunSummary summary = summary();
    assertThat(summary.alertsExpected()).isEqualTo(2);
    assertThat(summary.alertsSent()).isEqualTo(1);
    assertThat(summary.alertsMissed()).isEqualTo(1);
    assertThat(summary.isClean()).isFalse();
    assertThat(summary.findings())
        .contains("not told: sensor-2 2026-11-23T10:15:31.250000000Z [temperature_above]");
  }

  @Test
  void anAlertWithoutCauseOrWithOtherAnomaliesIsFalse() {
    publish(hot);
    publish(reading("sensor-2", "20", "50"));
    tell(hot, "humidity_below");
    tell(reading("sensor-2", "20", "50"), "temperature_above");

    RunSummary summary = summary();
    assertThat(summary.alertsFalse()).isEqualTo(2);
    assertThat(summary.alertsMissed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"52,53", "50,51", "1003.25,1003.26", "1.2.0,1.2.1", "45,46"})
  void anAlertWithAnythingElseInItIsFalse(String right, String wrong) {
    store(hot);
    count(hot, 1);
    String text = notification(hot, "temperature_above").text();
    tell(notification(text.replace(right, wrong)));

    assertThat(summary().alertsFalse()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void anAlertThatIsSentTwiceIsSentOnceAndRepeatedOnce() {
    publish(hot);
    tell(hot, "temperature_above");
    tell(hot, "temperature_above");

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
    store(hot);
    for (int i = 0; i < notifications; i++) {
      tell(hot, "temperature_above");
    }
    for (int i = 0; i < counted; i++) {
      count(hot, 1);
    }
    for (int i = 0; i < inDoubt; i++) {
      scorekeeper.notificationInDoubt(event(hot));
      scorekeeper.countInDoubt(event(hot), Map.of("sensor-1", 1L));
    }

    assertThat(summary(new InDoubt(inDoubt, inDoubt)).isClean()).isEqualTo(clean);
  }

  @Test
  void whatIsMissingAtOneAlertAndTooMuchAtAnotherDoesNotCancel() {
    store(hot);
    store(alsoHot);
    tell(hot, "temperature_above");
    tell(alsoHot, "temperature_above");
    count(hot, 1);
    count(hot, 1);

    RunSummary summary = summary();
    assertThat(summary.metric().metricValues()).isEqualTo(2);
    assertThat(summary.metric().metricValuesMissing()).isEqualTo(1);
    assertThat(summary.metric().metricValuesTooMany()).isEqualTo(1);
    assertThat(summary.isClean()).isFalse();
  }

  @Test
  void aDoubtAboutOneAlertExcusesNoOther() {
    store(hot);
    store(alsoHot);
    tell(hot, "temperature_above");
    tell(alsoHot, "temperature_above");
    tell(alsoHot, "temperature_above");
    count(hot, 1);
    count(alsoHot, 1);
    scorekeeper.notificationInDoubt(event(hot));

    assertThat(summary(new InDoubt(1, 0)).repeatedWithoutNeed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2, 3})
  void aValueOfAnotherNumberOfAnomaliesIsFalse(long anomalies) {
    store(hot);
    tell(hot, "temperature_above");
    count(hot, anomalies);

    assertThat(summary().metric().metricValuesFalse()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aValueThatTheFunctionHasNotPutIsFalse() {
    store(hot);
    tell(hot, "temperature_above");
    count(hot, 1);
    put("sensor-1", new Total(1, 1));
    assertThat(summary().metric().metricValuesFalse()).isEqualTo(1);

    put("sensor-1", new Total(-1, 0));
    assertThat(summary().metric().metricValuesFalse()).as("a changed one").isEqualTo(1);
  }

  @Test
  void aValueWithoutAnAlertIsFalse() {
    Reading normal = reading("sensor-1", "23", "50");
    store(normal);
    count(normal, 1);

    assertThat(summary().metric().metricValuesFalse()).isEqualTo(1);
  }

  @Test
  void ofTwoBreachesWithOneKeyEitherMayBeTheAlertAndOneHasToBe() {
    publish(hot);
    publish(reading("sensor-1", "23", "95"));
    publish(reading("sensor-1", "23", "50"));
    table.add(item("sensor-1", "23", "50"));
    assertThat(summary().alertsMissed()).isEqualTo(1);

    tell(reading("sensor-1", "23", "95"), "humidity_above");
    count(reading("sensor-1", "23", "95"), 1);

    assertThat(summary().alertsExpected()).isEqualTo(1);
    assertThat(summary().isClean()).as("%s", summary()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, 0, 0, true",
    "true, false, 0, 1, true",
    "true, false, 0, 0, false",
    "true, false, 0, 2, false",
    "true, false, 1, 1, false",
    "false, true, 1, 0, true",
    "false, false, 1, 1, true",
    "false, false, 0, 0, false"
  })
  void whatAnEarlierRunHasNotDoneThisRunDoesAndNoMore(
      boolean notified, boolean counted, int notifications, int values, boolean clean) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put("device_id", AttributeValue.fromS("sensor-1"));
    row.put("timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)));
    AttributeValue then = AttributeValue.fromS(Timestamps.format(ARRIVAL));
    if (notified) {
      row.put("notified_at", then);
    }
    if (counted) {
      row.put("counted_at", then);
    }
    scorekeeper.alertedEarlier(row);
    store(hot);
    for (int i = 0; i < notifications; i++) {
      tell(hot, "temperature_above");
    }
    for (int i = 0; i < values; i++) {
      count(hot, 1);
    }

    assertThat(summary().alertsExpected()).isEqualTo(notified ? 0 : 1);
    assertThat(summary().isClean()).as("%s", summary()).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource({"2, 2, true", "2, 1, true", "1, 0, false", "0, 1, false"})
  void withoutALedgerAnAlertMayBeSentAgainButNotMissed(
      int notifications, int counted, boolean clean) {
    protectedRun = false;
    store(hot);
    for (int i = 0; i < notifications; i++) {
      tell(hot, "temperature_above");
    }
    for (int i = 0; i < counted; i++) {
      count(hot, 1);
    }

    assertThat(summary().isClean()).isEqualTo(clean);
  }
}
