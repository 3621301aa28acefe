package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the tests of the scorekeeper share: a run, and what it has left behind. */
abstract class ScoredRun {

  static final Instant ARRIVAL = Instant.parse("2026-11-23T10:15:31.250Z");

  /** Every anomalous reading is an alert. */
  static final Rules RULES =
      new Rules(Thresholds.DEFAULT, true, Duration.ZERO, BigDecimal.ZERO, 1, Duration.ZERO);

  final Scorekeeper scorekeeper = new Scorekeeper(RULES, ARRIVAL.minusSeconds(1));
  final List<Map<String, AttributeValue>> table = new ArrayList<>();
  final List<Map<String, AttributeValue>> quarantine = new ArrayList<>();

  /** Whether the run has a quarantine and a ledger. */
  boolean protectedRun = true;

  RunSummary summary() {
    return summary(0, InDoubt.NONE);
  }

  RunSummary summary(long metricValues, InDoubt inDoubt) {
    return scorekeeper.summarise(evidence(metricValues, inDoubt));
  }

  Evidence evidence(long metricValues, InDoubt inDoubt) {
    return new Evidence(
        table,
        quarantine,
        0,
        metricValues,
        0,
        0,
        DeadLetters.NONE,
        Map.of(),
        inDoubt,
        protectedRun,
        protectedRun,
        null);
  }

  static Map<String, AttributeValue> rejected(String sequenceNumber, String reason) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("shard_id", AttributeValue.fromS("shardId-000000000000"));
    item.put("sequence_number", AttributeValue.fromS(sequenceNumber));
    item.put("reason", AttributeValue.fromS(reason));
    item.put("arrival_timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)));
    return item;
  }

  void publish(Reading reading) {
    scorekeeper.publishing(reading);
    scorekeeper.accepted(record("1", ReadingJson.write(reading)));
    scorekeeper.published(reading);
  }

  static StreamRecord record(String sequenceNumber, byte[] data) {
    return new StreamRecord(0, sequenceNumber, "key", data, ARRIVAL);
  }

  static Reading reading(String deviceId, String temperature, String humidity) {
    return new Reading(
        deviceId,
        ARRIVAL,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1003.25"),
        "1.2.0");
  }

  static Map<String, AttributeValue> item(String deviceId, String temperature, String humidity) {
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

  static Notification notification(String deviceId, String... anomalies) {
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
