package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.consumer.RecordOutcome.End;
import java.util.List;
import java.util.function.Predicate;

/**
 * What became of a batch.
 *
 * @param records the outcome of each record, in stream order
 */
record BatchOutcome(List<RecordOutcome> records) {

  /** The sequence numbers of the failed records, in stream order. */
  List<String> failed() {
    return records.stream()
        .filter(RecordOutcome::isFailed)
        .map(RecordOutcome::sequenceNumber)
        .toList();
  }

  /**
   * Adds the counts to a line of the log: {@code records = stored + rejected + unwritten}, and
   * {@code failed} counts the records of {@link #failed()}. Returns the line.
   */
  EventLog.Line summarise(EventLog.Line line) {
    return line.with("records", records.size())
        .with("stored", count(End.STORED))
        .with("rejected", count(RecordOutcome::isRejected))
        .with("quarantined", count(End.QUARANTINED))
        .with("unwritten", count(End.UNWRITTEN))
        .with("alerts", count(AlertOutcome.ACCEPTED))
        .with("alerts_failed", count(AlertOutcome.FAILED))
        .with("not_judged", count(AlertOutcome.NOT_JUDGED))
        .with("failed", count(RecordOutcome::isFailed));
  }

  private long count(End end) {
    return count(record -> record.end() == end);
  }

  private long count(AlertOutcome alert) {
    return count(record -> record.alert() == alert);
  }

  private long count(Predicate<RecordOutcome> condition) {
    return records.stream().filter(condition).count();
  }
}
