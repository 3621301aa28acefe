package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Refusal;
import java.util.List;

/**
 * The one place that decides what becomes of a record that can never succeed: it is logged by its
 * identity and reported as failed, so that Lambda's retry limit and failure destination apply.
 */
final class RefusedRecords {

  /** Deals with the refused records of a batch; returns those that are to be reported as failed. */
  List<ShardRecord> settle(List<RefusedRecord> refused, BatchLog log) {
    refused.forEach(record -> log(record, log));
    return refused.stream().map(RefusedRecord::record).toList();
  }

  private static void log(RefusedRecord refused, BatchLog log) {
    ShardRecord record = refused.record();
    Refusal refusal = refused.refusal();
    log.warn(
        "record_refused",
        "shard_id",
        record.shardId(),
        "sequence_number",
        record.sequenceNumber(),
        "partition_key",
        record.partitionKey(),
        "reason",
        refusal.reason().code(),
        "field",
        refusal.field(),
        "detail",
        refusal.detail());
  }
}
