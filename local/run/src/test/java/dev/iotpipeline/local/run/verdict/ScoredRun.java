package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Metric;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Total;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What the tests of the scorekeeper share: a run, and what it has left behind. */
abstract class ScoredRun {

  static final Instant ARRIVAL = Instant.parse("2026-11-23T10:15:31.250Z");
  static final String SHARD = "shardId-000000000000";
  static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  /** Every anomalous reading is an alert. */
  static final Rules RULES =
      new Rules(
          Thresholds.DEFAULT,
          true,
          Duration.ZERO,
          BigDecimal.ZERO,
          1,
          Duration.ofSeconds(5),
          Duration.ZERO,
          Duration.ZERO);

  final List<Throwable> failures = new ArrayList<>();
  @AutoClose final Scorekeeper scorekeeper = new Scorekeeper(RULES, TEMPORARY, failures::add);
  final List<Map<String, AttributeValue>> table = new ArrayList<>();
  final List<Map<String, AttributeValue>> quarantine = new ArrayList<>();
  final Map<Metric, Total> metrics = new HashMap<>();
  private int messages;

  /** Whether the run has a quarantine and a ledger. */
  boolean protectedRun = true;

  RunSummary summary() {
    return summary(InDoubt.NONE);
  }

  RunSummary summary(InDoubt inDoubt) {
    return scorekeeper.summarise(evidence(inDoubt));
  }

  Evidence evidence(InDoubt inDoubt) {
    return new Evidence(
        new TableContents(table, quarantine, null, null, null, null),
        ARRIVAL,
        sequenceNumber -> SHARD,
        0,
        metrics,
        Map.of(),
        0,
        DeadLetters.NONE,
        Map.of(),
        inDoubt,
        protectedRun,
        protectedRun,
        null);
  }

  /** The row that a rejected record has to have in quarantine. */
  static Map<String, AttributeValue> rejected(StreamRecord record) {
    Rejection rejection = rejection(record.data());
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("shard_id", AttributeValue.fromS(SHARD));
    item.put("sequence_number", AttributeValue.fromS(record.sequenceNumber()));
    item.put("reason", AttributeValue.fromS(rejection.reason().code()));
    item.put("field", AttributeValue.fromS(rejection.field()));
    item.put("detail", AttributeValue.fromS(rejection.detail()));
    item.put("partition_key", AttributeValue.fromS(record.partitionKey()));
    item.put("payload", AttributeValue.fromB(SdkBytes.fromByteArray(record.data())));
    item.put("payload_bytes", AttributeValue.fromN(Integer.toString(record.data().length)));
    item.put("payload_cut", AttributeValue.fromBool(false));
    item.put("arrival_timestamp", AttributeValue.fromS(Timestamps.format(ARRIVAL)));
    return item;
  }

  private static Rejection rejection(byte[] payload) {
    try {
      throw new IllegalArgumentException(ReadingJson.parse(payload) + " is a reading");
    } catch (RejectedReadingException e) {
      return e.rejection();
    }
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

  /** The topic takes the alert of a reading, with these anomalies. */
  void tell(Reading reading, String... anomalies) {
    tell(notification(reading, anomalies));
  }

  /** The alert function sends a message, and the topic takes it. */
  void tell(Notification message) {
    scorekeeper.sent(sent(message), message.messageId());
    scorekeeper.notified(message);
  }

  static PublishRequest sent(Notification message) {
    Map<String, String> texts =
        Map.of("default", message.text(), "email", message.email(), "sms", message.sms());
    try {
      return PublishRequest.builder()
          .subject(message.subject())
          .message(new JsonMapper().writeValueAsString(texts))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The metric takes the value of an alert. */
  void count(Reading reading, long anomalies) {
    scorekeeper.counted(event(reading), Map.of(reading.deviceId(), anomalies));
    put(reading.deviceId(), new Total(1, anomalies));
  }

  /** The metric of a device takes values. */
  void put(String device, Total values) {
    Metric metric = new Metric("IoTPipeline/Alerts", "AnomalyCount", Map.of("DeviceId", device));
    metrics.merge(metric, values, Total::plus);
  }

  /** What the alert function is invoked with. */
  static byte[] event(Reading reading) {
    return new AlertRequest(reading, null).toJson();
  }

  Notification notification(Reading reading, String... anomalies) {
    String list =
        Arrays.stream(anomalies)
            .map(anomaly -> anomaly(reading, anomaly))
            .collect(Collectors.joining(","));
    String text =
        """
        {"device_id":"%s","timestamp":"%s","temperature":%s,"humidity":%s,"pressure":%s,\
        "firmware_version":"1.2.0","anomalies":[%s]}"""
            .formatted(
                reading.deviceId(),
                Timestamps.format(ARRIVAL),
                reading.temperature(),
                reading.humidity(),
                reading.pressure(),
                list);
    return notification(text);
  }

  Notification notification(String text) {
    return new Notification(
        "message " + ++messages, ARRIVAL, "subject", text, "email", "sms", Map.of());
  }

  private static String anomaly(Reading reading, String anomaly) {
    Object threshold =
        switch (anomaly) {
          case "temperature_above" -> 45;
          case "humidity_above" -> 90;
          default -> 20;
        };
    String[] words = anomaly.split("_");
    return "{\"field\":\"%s\",\"value\":%s,\"threshold\":%s,\"direction\":\"%s\"}"
        .formatted(
            words[0],
            words[0].equals("humidity") ? reading.humidity() : reading.temperature(),
            threshold,
            words[1]);
  }
}
