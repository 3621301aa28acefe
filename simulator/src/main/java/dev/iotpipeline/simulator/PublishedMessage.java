package dev.iotpipeline.simulator;

import java.time.Duration;

/**
 * A message that the stream has taken.
 *
 * @param callTime of the call that succeeded, without those before it
 * @param shardId where the record is
 * @param sequenceNumber of the record in its shard
 */
public record PublishedMessage(
    DeviceMessage message, Duration callTime, String shardId, String sequenceNumber) {}
