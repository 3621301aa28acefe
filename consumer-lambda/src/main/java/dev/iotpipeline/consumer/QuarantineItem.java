package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.SequenceNumbers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Rejected records as items of the quarantine: what the record held, where and when it was in the
 * stream, and what was wrong with it. Made from the record alone, so that a record that comes again
 * is the same item.
 */
final class QuarantineItem implements TableWriter.Items<RejectedRecord, QuarantineItem.Key> {

  private static final String SHARD_ID = "shard_id";
  private static final String SEQUENCE_NUMBER = "sequence_number";

  /**
   * DynamoDB allows 400 KB an item. 4 KB of them are for the other attributes: 1 KB of partition
   * key, at most 256 characters each of field and detail, names and numbers.
   */
  private static final int PAYLOAD_BYTES = 400 * 1024 - 4 * 1024;

  private final ItemTimes times;

  /**
   * @param retention how long after its arrival an item expires; null: never
   */
  QuarantineItem(@Nullable Duration retention) {
    times = new ItemTimes("arrival_timestamp", retention);
  }

  /** A record's place in the stream, as the table writes it. */
  record Key(String shardId, String sequenceNumber) {

    static Key of(ShardRecord record) {
      return new Key(record.shardId(), padded(record.sequenceNumber()));
    }

    /**
     * An event made by hand may have no number. Its key stays empty: DynamoDB refuses that, and the
     * record is reported as failed. With a padded number, each such record would replace the last.
     */
    private static String padded(String sequenceNumber) {
      return sequenceNumber.isEmpty() ? "" : SequenceNumbers.padded(sequenceNumber);
    }
  }

  @Override
  public Key key(RejectedRecord rejected) {
    return Key.of(rejected.record());
  }

  @Override
  public Key keyOf(Map<String, AttributeValue> item) {
    return new Key(
        Objects.requireNonNull(item.get(SHARD_ID)).s(),
        Objects.requireNonNull(item.get(SEQUENCE_NUMBER)).s());
  }

  @Override
  public String failureEvent() {
    return "quarantine_failed";
  }

  @Override
  public Map<String, AttributeValue> item(RejectedRecord rejected) {
    ShardRecord record = rejected.record();
    byte[] payload = record.data();
    boolean cut = payload.length > PAYLOAD_BYTES;
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(SHARD_ID, AttributeValue.fromS(key(rejected).shardId()));
    item.put(SEQUENCE_NUMBER, AttributeValue.fromS(key(rejected).sequenceNumber()));
    item.put("reason", AttributeValue.fromS(rejected.rejection().reason().code()));
    item.put("field", AttributeValue.fromS(rejected.rejection().field()));
    item.put("detail", AttributeValue.fromS(rejected.rejection().detail()));
    item.put("partition_key", AttributeValue.fromS(record.partitionKey()));
    item.put("payload", binary(cut ? Arrays.copyOf(payload, PAYLOAD_BYTES) : payload));
    item.put("payload_bytes", AttributeValue.fromN(Integer.toString(payload.length)));
    item.put("payload_cut", AttributeValue.fromBool(cut));
    times.add(record, item);
    return item;
  }

  /** Shared, not copied: nobody changes a payload. */
  private static AttributeValue binary(byte[] bytes) {
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
  }
}
