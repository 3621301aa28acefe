package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts by what a single reading shows: each reading beyond a threshold is an alert. */
final class ThresholdAlerting implements Alerting {

  private final Grounds grounds;
  private final AlertFunction alertFunction;

  ThresholdAlerting(Thresholds thresholds, AlertFunction alertFunction) {
    this.grounds = new Grounds(thresholds, null);
    this.alertFunction = alertFunction;
  }

  @Override
  public Begun begin(List<ValidRecord> valid, TimeBudget time, BatchLog log) {
    return stored -> alertFunction.sendEach(breaches(valid, stored), time.alerting(), log);
  }

  /**
   * The first breach of each stored key, in stream order. It counts even if a later record of its
   * key is normal: in a smaller batch its alert would go out before the later record comes, and the
   * size of a batch must not decide which alerts go out.
   */
  private List<OutgoingAlert> breaches(List<ValidRecord> valid, Set<ReadingKey> stored) {
    Set<ReadingKey> alerted = new HashSet<>();
    return valid.stream()
        .filter(record -> stored.contains(record.key()))
        .filter(record -> !AnomalyDetector.detect(record.reading(), grounds).isEmpty())
        .filter(record -> alerted.add(record.key()))
        .map(record -> new OutgoingAlert(record, request(record)))
        .toList();
  }

  private AlertRequest request(ValidRecord valid) {
    return new AlertRequest(valid.reading(), context(valid.record()));
  }

  private @Nullable Context context(ShardRecord record) {
    Instant arrival = record.arrival();
    return arrival == null
        ? null
        : new Context(record.shardId(), record.sequenceNumber(), arrival, grounds, null);
  }
}
