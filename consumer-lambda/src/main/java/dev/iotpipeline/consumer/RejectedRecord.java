package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Rejection;

/**
 * A record that holds no valid reading; trying it again would not help.
 *
 * @param record where it came from
 * @param rejection which rule of the data contract it breaks
 */
record RejectedRecord(ShardRecord record, Rejection rejection) implements DecodedRecord {}
