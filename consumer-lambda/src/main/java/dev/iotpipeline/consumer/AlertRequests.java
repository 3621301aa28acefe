package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import dev.iotpipeline.telemetry.shadow.Judgement;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the alert function for what follows from judged records. */
final class AlertRequests {

  private final LifeCycle lifeCycle;
  private final Duration digest;
  private final Function<String, Thresholds> thresholds;
  private final AlertFunction alertFunction;

  /**
   * @param digest how long notices are gathered for one message
   */
  AlertRequests(
      LifeCycle lifeCycle,
      Duration digest,
      Function<String, Thresholds> thresholds,
      AlertFunction alertFunction) {
    this.lifeCycle = lifeCycle;
    this.digest = digest;
    this.thresholds = thresholds;
    this.alertFunction = alertFunction;
  }

  /**
   * What goes out for a batch.
   *
   * @param alone readings that notify, each in an invocation of its own
   * @param together readings that are counted, and notices; all in one invocation
   */
  private record Outgoing(List<OutgoingAlert> alone, List<OutgoingAlert> together) {}

  /**
   * Sends the requests of a batch.
   *
   * @return how it went for each record that something was asked for
   */
  Map<ValidRecord, AlertOutcome> send(List<DeviceRow> rows, TimeBudget time, BatchLog log) {
    Outgoing outgoing = outgoing(rows);
    Map<ValidRecord, AlertOutcome> sent =
        new HashMap<>(alertFunction.sendEach(outgoing.alone(), time.alerting(), log));
    alertFunction
        .sendTogether(outgoing.together(), time.alerting(), log)
        .forEach((record, outcome) -> sent.merge(record, outcome, AlertOutcome::worse));
    return sent;
  }

  /** The first anomalous reading of each key, and every notice. */
  private Outgoing outgoing(List<DeviceRow> rows) {
    Outgoing outgoing = new Outgoing(new ArrayList<>(), new ArrayList<>());
    for (DeviceRow row : rows) {
      Set<ReadingKey> alerted = new HashSet<>();
      for (ValidRecord record : row.misplaced()) {
        Grounds grounds = new Grounds(thresholds.apply(row.deviceId()), null);
        boolean anomalous = !AnomalyDetector.detect(record.reading(), grounds).isEmpty();
        add(record, grounds, anomalous && alerted.add(record.key()), List.of(), outgoing);
      }
      for (DeviceRow.Judged judged : row.judged()) {
        Judgement judgement = judged.judgement();
        boolean anomalous = !judgement.anomalies().isEmpty() && alerted.add(judged.record().key());
        add(judged.record(), judgement.grounds(), anomalous, judgement.notices(), outgoing);
      }
    }
    return outgoing;
  }

  private void add(
      ValidRecord record,
      Grounds grounds,
      boolean anomalous,
      List<Notice> notices,
      Outgoing outgoing) {
    if (anomalous && !lifeCycle.isOn()) {
      outgoing.alone().add(request(record, grounds, null));
    }
    if ((anomalous && lifeCycle.isOn()) || !notices.isEmpty()) {
      outgoing.together().add(request(record, grounds, notices));
    }
  }

  private OutgoingAlert request(
      ValidRecord valid, Grounds grounds, @Nullable List<Notice> notices) {
    Instant arrival = DeviceRow.arrival(valid);
    ShardRecord record = valid.record();
    Context context =
        new Context(
            record.shardId(),
            record.sequenceNumber(),
            arrival,
            grounds,
            notices == null ? null : gathered(arrival, notices));
    return new OutgoingAlert(valid, new AlertRequest(valid.reading(), context));
  }

  /** By the record's arrival and not by today's time, so that a repetition is the same notice. */
  private Notices gathered(Instant arrival, List<Notice> notices) {
    long seconds = digest.toSeconds();
    Instant closesAt =
        Instant.ofEpochSecond((Math.floorDiv(arrival.getEpochSecond(), seconds) + 1) * seconds);
    return new Notices(Timestamps.format(closesAt), closesAt, notices);
  }
}
