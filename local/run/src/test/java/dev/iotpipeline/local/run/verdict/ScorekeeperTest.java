package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperTest {

  private static final Instant ARRIVAL = Instant.parse("2026-11-23T10:15:31.250Z");

  private final Scorekeeper scorekeeper =
      new Scorekeeper(new AnomalyDetector(Thresholds.DEFAULT), ARRIVAL.minusSeconds(1));
  private final List<Map<String, AttributeValue>> table = new ArrayList<>();
  private final List<Map<String, AttributeValue>> quarantine = new ArrayList<>();

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
  void aRejectedRecordInQuarantineForTheRightReasonIsCountedAndElsewhereLost() {
    scorekeeper.accepted(record("1", "not a reading".getBytes(StandardCharsets.UTF_8)));
    scorekeeper.accepted(record("2", "{}".getBytes(StandardCharsets.UTF_8)));
    quarantine.add(rejected("1", "malformed_json"));

    assertThat(summary().published()).isEqualTo(2);
    assertThat(summary().rejected()).isEqualTo(1);
    assertThat(summary().wronglyRejected()).isZero();
    assertThat(summary().lost()).isEqualTo(1);
  }

  @Test
  void aRejectedRecordInQuarantineForAnotherReasonThanItsProducersIsWronglyRejected() {
    scorekeeper.accepted(record("1", "not a reading".getBytes(StandardCharsets.UTF_8)));
    scorekeeper.rejectedFor(Rejection.Reason.WRONG_TYPE, "1");
    quarantine.add(rejected("1", "malformed_json"));

    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingInQuarantineIsWronglyRejectedAndThatOfAnEarlierRunIsNoneOfOurs() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));
    Map<String, AttributeValue> earlier = rejected("0", "malformed_json");
    earlier.put("arrival_timestamp", AttributeValue.fromS("2026-11-22T00:00:00.000000000Z"));
    quarantine.add(earlier);
    assertThat(summary().isClean()).isTrue();

    quarantine.add(rejected("1", "malformed_json"));
    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aRejectedRecordThatWasGivenUpAndPutBackIsInQuarantineUnderItsNewPlace() {
    byte[] payload = "not a reading".getBytes(StandardCharsets.UTF_8);
    scorekeeper.accepted(record("1", payload));
    scorekeeper.givenUp(record("1", payload));
    scorekeeper.accepted(record("2", payload));
    assertThat(summary().lost()).isEqualTo(2);

    Map<String, AttributeValue> putBack = rejected("2", "malformed_json");
    putBack.put("payload", AttributeValue.fromB(SdkBytes.fromByteArray(payload)));
    quarantine.add(putBack);

    assertThat(summary().rejected()).isEqualTo(2);
    assertThat(summary().isClean()).isTrue();
  }

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

    assertThat(nextRun.summarise(evidence(0, InDoubt.NONE)).lost()).isEqualTo(1);
  }

  private RunSummary summary() {
    return summary(0, InDoubt.NONE);
  }

  private RunSummary summary(long metricValues, InDoubt inDoubt) {
    return scorekeeper.summarise(evidence(metricValues, inDoubt));
  }

  private Evidence evidence(long metricValues, InDoubt inDoubt) {
    return new Evidence(
        table, quarantine, 0, metricValues, 0, 0, DeadLetters.NONE, Map.of(), inDoubt, true, true);
  }

  private static Map<String, AttributeValue> rejected(String sequenceNumber, String reason) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("shard_id", AttributeValue.fromS("shardId-000000000000"));
    item.put("sequence_number", AttributeValue.fromS(sequenceNumber));
    item.put("reason", AttributeValue.fromS(reason));
    item.put("arrival_timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)));
    return item;
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

  private static Notification notification(String deviceId, String... anomalies) {
    String list =
        Arrays.stream(anomalies)
            .map(anomaly -> anomaly.split("_"))
            .map(a -> "{\"field\":\"" + a[0] + "\",\"direction\":\"" + a[1] + "\"}")
            .collect(Collectors.joining(","));
    String text =
        "{\"device_id\":\"%s\",\"timestamp\":\"%s\",\"anomalies\":[%s]}"
            .formatted(deviceId, Timestamps.format(ARRIVAL), list);
    return new Notification("message", ARRIVAL, "subject", text, "email", "sms", Map.of());
  }
}
