package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.SequenceNumbers;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the table of rejected records. */
final class QuarantinedRecord {

  static final String SHARD_ID = "shard_id";
  static final String SEQUENCE_NUMBER = "sequence_number";

  private final Map<String, AttributeValue> item;

  QuarantinedRecord(Map<String, AttributeValue> item) {
    this.item = item;
  }

  /** A key of the table. */
  static Map<String, AttributeValue> key(String shardId, BigInteger sequenceNumber) {
    return Map.of(
        SHARD_ID,
        AttributeValue.fromS(shardId),
        SEQUENCE_NUMBER,
        AttributeValue.fromS(SequenceNumbers.padded(sequenceNumber.toString())));
  }

  Map<String, AttributeValue> key() {
    return Map.of(SHARD_ID, item.get(SHARD_ID), SEQUENCE_NUMBER, item.get(SEQUENCE_NUMBER));
  }

  String shardId() {
    return text(SHARD_ID);
  }

  /**
   * The sequence number of the record.
   *
   * @throws NotPutBackException if the item does not have it
   */
  BigInteger sequenceNumber() {
    try {
      return SequenceNumbers.parse(text(SEQUENCE_NUMBER));
    } catch (IllegalArgumentException e) {
      throw new NotPutBackException("the key of the item is no sequence number");
    }
  }

  /** Whether the item has expired. DynamoDB may take days to remove such an item. */
  boolean isExpired(Instant now) {
    AttributeValue expiry = item.get("expires_at");
    return expiry != null
        && expiry.n() != null
        && new BigInteger(expiry.n()).compareTo(BigInteger.valueOf(now.getEpochSecond())) <= 0;
  }

  /** Whether the item holds only the beginning of the record. */
  boolean isCut() {
    AttributeValue cut = item.get("payload_cut");
    return cut != null && Boolean.TRUE.equals(cut.bool());
  }

  /**
   * The data of the record, or its beginning if the item {@linkplain #isCut() is cut}.
   *
   * @throws NotPutBackException if the item does not have it
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
   * @throws NotPutBackException if the item does not have it
   */
  String partitionKey() {
    String key = text("partition_key");
    if (key.isEmpty()) {
      throw new NotPutBackException("the item has no partition_key");
    }
    return key;
  }

  /** What was wrong with the record when it was rejected; "" if the item does not say. */
  String detail() {
    return text("detail");
  }

  private String text(String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  @Override
  public String toString() {
    // As text, so that an item whose key is no number can be listed too.
    String digits = text(SEQUENCE_NUMBER).replaceFirst("^0+(?=.)", "");
    String field = text("field").isEmpty() ? "" : " of " + text("field");
    return "%s %s  %s  %s%s: %s"
        .formatted(shardId(), digits, text("arrival_timestamp"), text("reason"), field, detail());
  }
}
