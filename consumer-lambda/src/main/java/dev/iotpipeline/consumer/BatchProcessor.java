package dev.iotpipeline.consumer;

import dev.iotpipeline.consumer.AlertFunction.Outcome;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.ReadingKey;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One batch from records to outcome: decode, write, detect, alert, quarantine. Each step hands on
 * only what it has done, so an alert goes out only for a reading that is stored. Every step is safe
 * to repeat.
 *
 * <p>A failure of one record is part of the outcome. Anything unforeseen is thrown, and Lambda then
 * retries the batch as a whole.
 */
final class BatchProcessor {

  private final RefusedRecords refusedRecords;
  private final TableWriter<DecodedRecord, ReadingKey> table;
  private final AnomalyDetector detector;
  private final AlertFunction alertFunction;

  BatchProcessor(
      RefusedRecords refusedRecords,
      TableWriter<DecodedRecord, ReadingKey> table,
      AnomalyDetector detector,
      AlertFunction alertFunction) {
    this.refusedRecords = refusedRecords;
    this.table = table;
    this.detector = detector;
    this.alertFunction = alertFunction;
  }

  /** Does all that can be done with a batch in the time that it has. */
  BatchOutcome process(List<ShardRecord> records, TimeBudget time, BatchLog log) {
    DecodedBatch batch = DecodedBatch.of(records);
    Set<ReadingKey> stored = table.write(batch.latestPerKey(), time.writing(), log);
    List<ShardRecord> unwritten = unwritten(batch.readings(), stored);

    List<DecodedRecord> breaches = breaches(batch.readings(), stored);
    List<Outcome> alerts = alertFunction.send(breaches, time.alerting(), log);

    List<ShardRecord> refused = refusedRecords.settle(batch.refused(), time.quarantining(), log);

    Set<String> failed = new HashSet<>();
    refused.forEach(record -> failed.add(record.sequenceNumber()));
    unwritten.forEach(record -> failed.add(record.sequenceNumber()));
    for (int i = 0; i < alerts.size(); i++) {
      if (alerts.get(i) == Outcome.FAILED) {
        failed.add(breaches.get(i).record().sequenceNumber());
      }
    }
    return new BatchOutcome(
        records.size(),
        batch.readings().size() - unwritten.size(),
        batch.refused().size(),
        batch.refused().size() - refused.size(),
        unwritten.size(),
        Collections.frequency(alerts, Outcome.ACCEPTED),
        Collections.frequency(alerts, Outcome.FAILED),
        inStreamOrder(records, failed));
  }

  private static List<ShardRecord> unwritten(List<DecodedRecord> readings, Set<ReadingKey> stored) {
    return readings.stream()
        .filter(decoded -> !stored.contains(decoded.key()))
        .map(DecodedRecord::record)
        .toList();
  }

  /**
   * The first breach of each key in stream order, where the key is stored: one that a later record
   * of its key took back as well. With a smaller batch it would have been alerted before the later
   * record came, and where a batch ends must not decide what people hear of.
   */
  private List<DecodedRecord> breaches(List<DecodedRecord> readings, Set<ReadingKey> stored) {
    Set<ReadingKey> alerted = new HashSet<>();
    return readings.stream()
        .filter(decoded -> stored.contains(decoded.key()))
        .filter(decoded -> !detector.detect(decoded.reading()).isEmpty())
        .filter(decoded -> alerted.add(decoded.key()))
        .toList();
  }

  private static List<String> inStreamOrder(List<ShardRecord> records, Set<String> failed) {
    return records.stream().map(ShardRecord::sequenceNumber).filter(failed::contains).toList();
  }
}
