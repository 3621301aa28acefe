package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.time.Duration;

/**
 * A reading that the stream has taken.
 *
 * @param callTime of the call that succeeded, without those before it
 * @param shardId where the record is
 * @param sequenceNumber of the record in its shard
 */
public record PublishedReading(
    Reading reading, Duration callTime, String shardId, String sequenceNumber) {}
