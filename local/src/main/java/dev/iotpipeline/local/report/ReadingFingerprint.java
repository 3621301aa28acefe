package dev.iotpipeline.local.report;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
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
    append(values, reading.firmwareVersion().orElse("-"));
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
    append(values, item.containsKey("firmware_version") ? text(item, "firmware_version") : "-");
    return hash(values);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "?" : value.s();
  }

  /** DynamoDB drops trailing zeros and has its own way with exponents; the value is what counts. */
  private static String number(BigDecimal value) {
    return value.stripTrailingZeros().toString();
  }

  /** No value has a control character that could imitate the separator. */
  private static void append(StringBuilder values, String value) {
    values.append(value).append('\0');
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
