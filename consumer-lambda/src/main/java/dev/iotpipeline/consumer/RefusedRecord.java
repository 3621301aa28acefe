package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Refusal;

/** A record that holds no valid reading, and never will. */
record RefusedRecord(ShardRecord record, Refusal refusal) {}
