package dev.iotpipeline.simulator;

import java.time.Duration;

/**
 * A message that the stream has taken.
 *
 * @param callTime the time of the call that succeeded; failed attempts are not part of it
 * @param shardId where the record is
 * @param sequenceNumber of the record in its shard
 */
public record PublishedMessage(
    DeviceMessage message, Duration callTime, String shardId, String sequenceNumber) {}
