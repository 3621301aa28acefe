package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * 64 bits that stand for every value of a reading, so that a run of millions can be compared with
 * the table afterwards without keeping millions of readings. Two readings with one fingerprint are
 * one in 2^64.
 */
final class ReadingFingerprint {

  private ReadingFingerprint() {}

  /** The fingerprint of what was sent. */
  static long of(Reading reading) {
    StringBuilder values = new StringBuilder(160);
    append(values, reading.deviceId());
    append(values, Timestamps.format(reading.timestamp()));
    for (Measurement measurement : Measurement.values()) {
      append(values, number(reading.value(measurement)));
    }
    if (reading.firmwareVersion() != null) {
      append(values, reading.firmwareVersion());
    }
    return hash(values);
  }

  /** The fingerprint of what was stored; equals that of the reading it should hold. */
  static long of(Map<String, AttributeValue> item) {
    StringBuilder values = new StringBuilder(160);
    append(values, text(item, "device_id"));
    append(values, text(item, "timestamp"));
    for (Measurement measurement : Measurement.values()) {
      AttributeValue value = item.get(measurement.field());
      append(values, value == null || value.n() == null ? "?" : number(new BigDecimal(value.n())));
    }
    if (item.containsKey("firmware_version")) {
      append(values, text(item, "firmware_version"));
    }
    return hash(values);
  }

  /** The fingerprint of a reading's identity. */
  static long ofKey(ReadingKey key) {
    StringBuilder values = new StringBuilder(80);
    append(values, key.deviceId());
    append(values, key.timestamp());
    return hash(values);
  }

  /** The fingerprint of a stored item's identity. */
  static long ofKey(Map<String, AttributeValue> item) {
    return ofKey(new ReadingKey(text(item, "device_id"), text(item, "timestamp")));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "?" : value.s();
  }

  /** DynamoDB drops trailing zeros and writes exponents differently: only the value is compared. */
  private static String number(BigDecimal value) {
    return value.stripTrailingZeros().toString();
  }

  /** With its length, so that two different lists of texts never make the same string. */
  private static void append(StringBuilder values, String value) {
    values.append(value.length()).append(':').append(value);
  }

  private static long hash(StringBuilder values) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(values.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
