package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records out of Lambda's event.
 *
 * <p>No record is dropped. One without data becomes a record with an empty payload, which is
 * rejected like any other. One without a sequence number gets an empty one; if that is reported,
 * Lambda takes it as the failure of the whole batch.
 */
final class ShardRecords {

  private ShardRecords() {}

  /** The records of an event in stream order; none if there is no event or nothing in it. */
  static List<ShardRecord> of(KinesisEvent event) {
    if (event == null || event.getRecords() == null) {
      return List.of();
    }
    return event.getRecords().stream().map(ShardRecords::record).toList();
  }

  private static ShardRecord record(KinesisEvent.KinesisEventRecord delivered) {
    if (delivered == null || delivered.getKinesis() == null) {
      return new ShardRecord("", "", "", new byte[0], null);
    }
    KinesisEvent.Record kinesis = delivered.getKinesis();
    return new ShardRecord(
        shardId(delivered.getEventID()),
        Objects.requireNonNullElse(kinesis.getSequenceNumber(), ""),
        Objects.requireNonNullElse(kinesis.getPartitionKey(), ""),
        bytes(kinesis.getData()),
        arrival(kinesis.getApproximateArrivalTimestamp()));
  }

  private static @Nullable Instant arrival(@Nullable Date timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  /**
   * An event id reads {@code shardId-000000000006:49590338271490256608559692538361571095921575}.
   */
  private static String shardId(String eventId) {
    return eventId == null ? "" : eventId.substring(0, Math.max(0, eventId.lastIndexOf(':')));
  }

  /**
   * Reads a duplicate: reading moves a buffer's position, so a second reader would find nothing.
   */
  private static byte[] bytes(ByteBuffer data) {
    if (data == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
