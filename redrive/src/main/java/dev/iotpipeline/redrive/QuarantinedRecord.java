package dev.iotpipeline.redrive;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the table of refused records. */
final class QuarantinedRecord {

  static final String SHARD_ID = "shard_id";
  static final String SEQUENCE_NUMBER = "sequence_number";

  /** So many digits, with zeros in front, that the order of texts is the order of numbers. */
  private static final int DIGITS = 56;

  private final Map<String, AttributeValue> item;

  QuarantinedRecord(Map<String, AttributeValue> item) {
    this.item = item;
  }

  /** A key of the table. */
  static Map<String, AttributeValue> key(String shardId, BigInteger sequenceNumber) {
    String digits = sequenceNumber.toString();
    return Map.of(
        SHARD_ID,
        AttributeValue.fromS(shardId),
        SEQUENCE_NUMBER,
        AttributeValue.fromS("0".repeat(Math.max(0, DIGITS - digits.length())) + digits));
  }

  Map<String, AttributeValue> key() {
    return Map.of(SHARD_ID, item.get(SHARD_ID), SEQUENCE_NUMBER, item.get(SEQUENCE_NUMBER));
  }

  String shardId() {
    return Objects.requireNonNull(item.get(SHARD_ID)).s();
  }

  BigInteger sequenceNumber() {
    return ShardRange.sequenceNumber(Objects.requireNonNull(item.get(SEQUENCE_NUMBER)).s());
  }

  /** Whether its time is up: DynamoDB takes days to remove what has expired. */
  boolean isExpired(Instant now) {
    AttributeValue expiry = item.get("expires_at");
    return expiry != null
        && expiry.n() != null
        && new BigInteger(expiry.n()).compareTo(BigInteger.valueOf(now.getEpochSecond())) <= 0;
  }

  /** Whether the item holds but the beginning of the record. */
  boolean isCut() {
    AttributeValue cut = item.get("payload_cut");
    return cut != null && Boolean.TRUE.equals(cut.bool());
  }

  /**
   * What the record held, or its beginning if it {@linkplain #isCut() is cut}.
   *
   * @throws NotPutBackException if the item does not say
   */
  SdkBytes payload() {
    AttributeValue payload = item.get("payload");
    if (payload == null || payload.b() == null) {
      throw new NotPutBackException("the item has no payload");
    }
    return payload.b();
  }

  /**
   * The key that the record was put into the stream with.
   *
   * @throws NotPutBackException if the item does not say
   */
  String partitionKey() {
    String key = text("partition_key");
    if (key.isEmpty()) {
      throw new NotPutBackException("the item has no partition_key");
    }
    return key;
  }

  private String text(String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  @Override
  public String toString() {
    String digits =
        Objects.requireNonNull(item.get(SEQUENCE_NUMBER)).s().replaceFirst("^0+(?=.)", "");
    String field = text("field").isEmpty() ? "" : " of " + text("field");
    return "%s %s  %s  %s%s: %s"
        .formatted(
            shardId(), digits, text("arrival_timestamp"), text("reason"), field, text("detail"));
  }
}
