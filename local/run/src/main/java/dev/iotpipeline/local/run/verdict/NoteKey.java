package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What notes are kept by. The first letter tells of what kind the key is. */
final class NoteKey {

  static final char READING = 'r';
  static final char REJECTED = 'q';
  static final char ALERT = 'a';
  static final char DEVICE = 'd';
  static final char MESSAGE = 'm';
  static final char SHADOW = 's';
  static final char NOTICE = 'n';
  static final char WINDOW = 'w';

  /** Neither a device id nor a timestamp holds it. */
  private static final char BETWEEN = '\0';

  private NoteKey() {}

  static String ofReading(ReadingKey key) {
    return READING + key.deviceId() + BETWEEN + key.timestamp();
  }

  /** Of the alert of a reading. */
  static String ofAlert(ReadingKey key) {
    return ALERT + key.deviceId() + BETWEEN + key.timestamp();
  }

  static String ofRejected(String sequenceNumber) {
    return REJECTED + sequenceNumber;
  }

  static String ofDevice(String deviceId) {
    return DEVICE + deviceId;
  }

  /** Of a message, by the id that the topic has given it. */
  static String ofMessage(String messageId) {
    return MESSAGE + messageId;
  }

  /** Of a row of the table of notices. */
  static String ofNotice(String digest, String entry) {
    return NOTICE + digest + BETWEEN + entry;
  }

  /** Of a window and shard of the fleet's statistics. */
  static String ofWindow(String name) {
    return WINDOW + name;
  }

  /** Of the shadow of a device. */
  static String ofShadow(String deviceId) {
    return SHADOW + deviceId;
  }

  /** Of an item of the table of readings. */
  static String ofReading(Map<String, AttributeValue> item) {
    return ofReading(keyOf(item));
  }

  /** The reading that an item is about. */
  static ReadingKey keyOf(Map<String, AttributeValue> item) {
    return new ReadingKey(text(item, "device_id"), text(item, "timestamp"));
  }

  /** Of an item of the quarantine. */
  static String ofRejected(Map<String, AttributeValue> item) {
    return ofRejected(text(item, "sequence_number"));
  }

  /** An attribute that is a part of the table's key. */
  static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  /** The key without its first letter, as people read it. */
  static String shown(String key) {
    return key.substring(1).replace(BETWEEN, ' ');
  }

  /** The device that a reading or an alert is of. */
  static String device(String key) {
    int end = key.indexOf(BETWEEN);
    return key.substring(1, end < 0 ? key.length() : end);
  }
}
