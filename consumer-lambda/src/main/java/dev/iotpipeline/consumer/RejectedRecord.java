package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Refusal;

/**
 * A record that holds no valid reading, and never will.
 *
 * @param record where it came from
 * @param refusal which rule of the data contract it breaks
 */
record RejectedRecord(ShardRecord record, Refusal refusal) implements DecodedRecord {}
