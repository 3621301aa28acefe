package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.EventLog;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a shard, as the stream delivered it. The data is shared, not copied: nobody here
 * changes it.
 *
 * @param shardId the shard, or {@code ""} if the event did not say
 * @param sequenceNumber its place in the shard; it identifies the record within its batch
 * @param partitionKey the key that the producer gave it
 * @param data the payload, empty if there is none
 * @param arrival when the stream accepted it; null if the event does not say, as one made by hand
 *     may not
 */
record ShardRecord(
    String shardId,
    String sequenceNumber,
    String partitionKey,
    byte[] data,
    @Nullable Instant arrival) {

  ShardRecord {
    Objects.requireNonNull(shardId, "shardId");
    Objects.requireNonNull(sequenceNumber, "sequenceNumber");
    Objects.requireNonNull(partitionKey, "partitionKey");
    Objects.requireNonNull(data, "data");
  }

  /** Adds the record's shard and sequence number to a line of the log; returns the line. */
  EventLog.Line identify(EventLog.Line line) {
    return line.with("shard_id", shardId).with("sequence_number", sequenceNumber);
  }
}
