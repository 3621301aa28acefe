package dev.iotpipeline.telemetry.shadow;

import java.util.Objects;

/**
 * Where a record is in the stream.
 *
 * @param shardId its shard
 * @param sequenceNumber its number with zeros in front, so that the order of texts is the order of
 *     numbers
 */
public record Place(String shardId, String sequenceNumber) {

  public Place {
    Objects.requireNonNull(shardId, "shardId");
    Objects.requireNonNull(sequenceNumber, "sequenceNumber");
  }
}
