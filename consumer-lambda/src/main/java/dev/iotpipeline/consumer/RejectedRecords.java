package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.telemetry.Rejection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what happens to rejected records. Each is logged by its place in the stream. With a
 * quarantine it is put there and its shard moves on. Without one, or if that fails, it is reported
 * as failed, so that Lambda's retry limit and failure destination apply.
 */
final class RejectedRecords {

  /** Where rejected records are kept. */
  interface Quarantine {

    /** There is none: every rejected record is reported as failed. */
    Quarantine NONE = (rejected, deadline, log) -> Set.of();

    /** Puts records there, each at its place in the stream; returns the keys that are stored. */
    Set<QuarantineItem.Key> put(List<RejectedRecord> rejected, Deadline deadline, BatchLog log);
  }

  private final Quarantine quarantine;

  RejectedRecords(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /** Logs the rejected records of a batch; returns those that are in the quarantine. */
  Set<RejectedRecord> quarantine(List<RejectedRecord> rejected, Deadline deadline, BatchLog log) {
    rejected.forEach(record -> log(record, log));
    Set<QuarantineItem.Key> stored = quarantine.put(rejected, deadline, log);
    return rejected.stream()
        .filter(record -> stored.contains(QuarantineItem.Key.of(record.record())))
        .collect(Collectors.toSet());
  }

  private static void log(RejectedRecord rejected, BatchLog log) {
    ShardRecord record = rejected.record();
    Rejection rejection = rejected.rejection();
    log.warn(
        "record_rejected",
        line ->
            record
                .identify(line)
                .with("partition_key", record.partitionKey())
                .with("reason", rejection.reason().code())
                .with("field", rejection.field())
                .with("detail", rejection.detail()));
  }
}
