package dev.iotpipeline.consumer;

import dev.iotpipeline.consumer.RecordOutcome.End;
import dev.iotpipeline.telemetry.ReadingKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One batch from records to outcome: decode, write, detect, alert, quarantine. Each step passes on
 * only what succeeded, so an alert goes out only for a reading that is stored. Every step is safe
 * to repeat.
 *
 * <p>A failure of one record is part of the outcome. Anything unforeseen is thrown, and Lambda then
 * retries the batch as a whole.
 */
final class BatchProcessor {

  private final RejectedRecords rejectedRecords;
  private final TableWriter<ValidRecord, ReadingKey> table;
  private final Alerting alerting;

  BatchProcessor(
      RejectedRecords rejectedRecords,
      TableWriter<ValidRecord, ReadingKey> table,
      Alerting alerting) {
    this.rejectedRecords = rejectedRecords;
    this.table = table;
    this.alerting = alerting;
  }

  /** Does all that can be done with a batch in the time that it has. */
  BatchOutcome process(List<ShardRecord> records, TimeBudget time, BatchLog log) {
    DecodedBatch batch = DecodedBatch.of(records);
    Alerting.Begun begun = alerting.begin(batch.valid(), time, log);
    Set<ReadingKey> stored = table.write(batch.latestPerKey(), time.writing(), log);
    Map<ValidRecord, AlertOutcome> alerts = begun.finish(stored);
    Set<RejectedRecord> quarantined =
        rejectedRecords.quarantine(batch.rejected(), time.quarantining(), log);
    return new BatchOutcome(
        batch.records().stream()
            .map(
                record ->
                    new RecordOutcome(
                        record.record().sequenceNumber(),
                        end(record, stored, quarantined),
                        alert(record, alerts)))
            .toList());
  }

  private static End end(
      DecodedRecord record, Set<ReadingKey> stored, Set<RejectedRecord> quarantined) {
    if (record instanceof ValidRecord valid) {
      return stored.contains(valid.key()) ? End.STORED : End.UNWRITTEN;
    }
    return quarantined.contains(record) ? End.QUARANTINED : End.NOT_QUARANTINED;
  }

  private static AlertOutcome alert(DecodedRecord record, Map<ValidRecord, AlertOutcome> alerts) {
    return record instanceof ValidRecord valid
        ? alerts.getOrDefault(valid, AlertOutcome.NONE)
        : AlertOutcome.NONE;
  }
}
