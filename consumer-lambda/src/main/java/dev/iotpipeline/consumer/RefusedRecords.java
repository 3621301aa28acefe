package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.telemetry.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one place that decides what becomes of a record that can never succeed. It is logged by its
 * identity; with a quarantine it is put there and its shard moves on; without one, or if that
 * fails, it is reported as failed, so that Lambda's retry limit and failure destination apply.
 */
final class RefusedRecords {

  private final Optional<TableWriter<RefusedRecord, RefusedItem.Key>> quarantine;

  RefusedRecords(Optional<TableWriter<RefusedRecord, RefusedItem.Key>> quarantine) {
    this.quarantine = quarantine;
  }

  /** Deals with the refused records of a batch; returns those that are to be reported as failed. */
  List<ShardRecord> settle(List<RefusedRecord> refused, Deadline deadline, BatchLog log) {
    refused.forEach(record -> log(record, log));
    Set<RefusedItem.Key> settled =
        quarantine.map(table -> table.write(refused, deadline, log)).orElse(Set.of());
    return refused.stream()
        .filter(record -> !settled.contains(RefusedItem.Key.of(record.record())))
        .map(RefusedRecord::record)
        .toList();
  }

  private static void log(RefusedRecord refused, BatchLog log) {
    ShardRecord record = refused.record();
    Refusal refusal = refused.refusal();
    log.warn(
        "record_refused",
        line ->
            record
                .identify(line)
                .with("partition_key", record.partitionKey())
                .with("reason", refusal.reason().code())
                .with("field", refusal.field())
                .with("detail", refusal.detail()));
  }
}
