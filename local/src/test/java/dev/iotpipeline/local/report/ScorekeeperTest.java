package dev.iotpipeline.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.kinesis.StreamRecord;
import dev.iotpipeline.local.sinks.Notification;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperTest {

  private static final Instant ARRIVAL = Instant.parse("2026-11-23T10:15:31.250Z");

  private final Scorekeeper scorekeeper =
      new Scorekeeper(new AnomalyDetector(Thresholds.DEFAULT), ARRIVAL.minusSeconds(1));
  private final List<Map<String, AttributeValue>> table = new ArrayList<>();

  @Test
  void aRunWithNothingInItIsClean() {
    assertThat(summary().isClean()).isTrue();
    assertThat(summary().published()).isZero();
    assertThat(summary().readingsPerSecond()).isZero();
  }

  @Test
  void aReadingInTheTableWithEveryValueIsStored() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    RunSummary summary = summary();
    assertThat(summary.published()).isEqualTo(1);
    assertThat(summary.stored()).isEqualTo(1);
    assertThat(summary.isClean()).isTrue();
  }

  @Test
  void aReadingThatIsNotInTheTableIsLost() {
    publish(reading("sensor-1", "23.50", "50"));
    publish(reading("sensor-2", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(summary().lost()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingWithOneDigitChangedIsLost() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.51", "50"));

    assertThat(summary().stored()).isZero();
    assertThat(summary().lost()).isEqualTo(1);
  }

  @Test
  void whatAnEarlierRunHasLeftInTheTableCountsForNothing() {
    table.add(item("sensor-9", "20", "50"));

    assertThat(summary().stored()).isZero();
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void aReadingThatTheStreamTookTwiceIsOneReading() {
    Reading reading = reading("sensor-1", "23.50", "50");
    publish(reading);
    scorekeeper.accepted(record("2", ReadingJson.write(reading)));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(summary().published()).isEqualTo(1);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void aReadingThatTheSimulatorWasToldIsPublishedButTheStreamNeverTookIsLost() {
    scorekeeper.published(reading("sensor-1", "23.50", "50"));

    assertThat(summary().lost()).isEqualTo(1);
  }

  @Test
  void aRefusedRecordInTheFailureDestinationIsRejectedAndElsewhereLost() {
    scorekeeper.accepted(record("1", "not a reading".getBytes(StandardCharsets.UTF_8)));
    scorekeeper.accepted(record("2", "{}".getBytes(StandardCharsets.UTF_8)));

    RunSummary summary = scorekeeper.summarise(table, Set.of("1"), 0, 0, 0);
    assertThat(summary.published()).isEqualTo(2);
    assertThat(summary.rejected()).isEqualTo(1);
    assertThat(summary.lost()).isEqualTo(1);
  }

  @Test
  void anAlertWithTheRightAnomaliesIsSentAndWithoutOneMissed() {
    publish(reading("sensor-1", "52", "95"));
    publish(reading("sensor-2", "52", "50"));
    scorekeeper.notified(notification("sensor-1", "[\"temperature_above\",\"humidity_above\"]"));

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
    scorekeeper.notified(notification("sensor-1", "[\"humidity_below\"]"));
    scorekeeper.notified(notification("sensor-2", "[\"temperature_above\"]"));

    RunSummary summary = summary();
    assertThat(summary.alertsFalse()).isEqualTo(2);
    assertThat(summary.alertsMissed()).isEqualTo(1);
  }

  @Test
  void anAlertThatIsSentTwiceIsSentOnceAndShowsInTheNotifications() {
    publish(reading("sensor-1", "52", "50"));
    scorekeeper.notified(notification("sensor-1", "[\"temperature_above\"]"));
    scorekeeper.notified(notification("sensor-1", "[\"temperature_above\"]"));

    RunSummary summary = scorekeeper.summarise(table, Set.of(), 2, 2, 0);
    assertThat(summary.alertsSent()).isEqualTo(1);
    assertThat(summary.alertsFalse()).isZero();
    assertThat(summary.notifications()).isEqualTo(2);
  }

  @Test
  void aReadingThatIsWrittenTwiceCountsOnceOnTheLiveLine() {
    publish(reading("sensor-1", "23.50", "50"));
    scorekeeper.stored(item("sensor-1", "23.5", "50"));
    scorekeeper.stored(item("sensor-1", "23.5", "50"));

    assertThat(scorekeeper.counts().stored()).isEqualTo(1);
    assertThat(scorekeeper.counts().published()).isEqualTo(1);
  }

  @Test
  void ofTwoReadingsWithOneKeyTheLaterHasToBeStored() {
    publish(reading("sensor-1", "23.50", "50"));
    publish(reading("sensor-1", "24.50", "50"));
    table.add(item("sensor-1", "24.5", "50"));

    assertThat(summary().published()).isEqualTo(1);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void theSameReadingFromAnEarlierRunDoesNotHideThatThisOneWasLost() {
    Scorekeeper nextRun =
        new Scorekeeper(new AnomalyDetector(Thresholds.DEFAULT), ARRIVAL.plusSeconds(1));
    nextRun.published(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(nextRun.summarise(table, Set.of(), 0, 0, 0).lost()).isEqualTo(1);
  }

  private RunSummary summary() {
    return scorekeeper.summarise(table, Set.of(), 0, 0, 0);
  }

  private void publish(Reading reading) {
    scorekeeper.publishing(reading);
    scorekeeper.accepted(record("1", ReadingJson.write(reading)));
    scorekeeper.published(reading);
  }

  private static StreamRecord record(String sequenceNumber, byte[] data) {
    return new StreamRecord(0, sequenceNumber, "key", data, ARRIVAL);
  }

  private static Reading reading(String deviceId, String temperature, String humidity) {
    return new Reading(
        deviceId,
        ARRIVAL,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1003.25"),
        Optional.of("1.2.0"));
  }

  private static Map<String, AttributeValue> item(
      String deviceId, String temperature, String humidity) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("device_id", AttributeValue.fromS(deviceId));
    item.put("timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)));
    item.put("temperature", AttributeValue.fromN(temperature));
    item.put("humidity", AttributeValue.fromN(humidity));
    item.put("pressure", AttributeValue.fromN("1003.25"));
    item.put("firmware_version", AttributeValue.fromS("1.2.0"));
    item.put("ingestion_timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)));
    return item;
  }

  private static Notification notification(String deviceId, String anomalies) {
    return new Notification(
        "message",
        ARRIVAL,
        "subject",
        "email",
        "sms",
        Map.of(
            "device_id", deviceId,
            "timestamp", Timestamps.format(ARRIVAL),
            "anomalies", anomalies));
  }
}
