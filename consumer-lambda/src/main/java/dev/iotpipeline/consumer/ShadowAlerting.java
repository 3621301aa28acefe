package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.consumer.ShadowTable.Change;
import dev.iotpipeline.consumer.ShadowTable.Loaded;
import dev.iotpipeline.consumer.ShadowTable.Written;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.shadow.Judge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Alerts by the shadow of each device: what a single reading cannot show, and when people hear of
 * it.
 *
 * <p>A shadow covers a record only when all that came of the record was accepted. So a crash
 * anywhere repeats what was sent and loses nothing, and a batch that comes again is judged as the
 * first time, or is covered.
 */
final class ShadowAlerting implements Alerting {

  private final ShadowTable shadows;
  private final DeviceThresholds thresholds;
  private final Judge judge;
  private final AlertRequests requests;
  private final AlertFunction alertFunction;
  private final Workers workers;

  ShadowAlerting(
      ShadowTable shadows,
      DeviceThresholds thresholds,
      Judge judge,
      AlertRequests requests,
      AlertFunction alertFunction,
      Workers workers) {
    this.shadows = shadows;
    this.thresholds = thresholds;
    this.judge = judge;
    this.requests = requests;
    this.alertFunction = alertFunction;
    this.workers = workers;
  }

  /** The shadows are read while the readings are written. */
  @Override
  public Begun begin(List<ValidRecord> valid, TimeBudget time, BatchLog log) {
    Map<String, List<ValidRecord>> byDevice =
        valid.stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.key().deviceId(), LinkedHashMap::new, Collectors.toList()));
    Future<Loaded> reading =
        workers.submit(
            () ->
                thresholds.areKnown(time.writing(), log)
                    ? shadows.read(byDevice.keySet(), time.writing(), log)
                    : new Loaded(Map.of(), byDevice.keySet()));
    return stored -> new Row(time, log).finish(byDevice, stored, Workers.result(reading));
  }

  /** One batch. */
  private final class Row {

    private final TimeBudget time;
    private final BatchLog log;
    private final Map<ValidRecord, AlertOutcome> outcomes = new HashMap<>();

    Row(TimeBudget time, BatchLog log) {
      this.time = time;
      this.log = log;
    }

    Map<ValidRecord, AlertOutcome> finish(
        Map<String, List<ValidRecord>> byDevice, Set<ReadingKey> stored, Loaded loaded) {
      List<List<ValidRecord>> rows = new ArrayList<>();
      for (List<ValidRecord> records : byDevice.values()) {
        List<ValidRecord> row =
            records.stream().takeWhile(record -> stored.contains(record.key())).toList();
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
      while (!rows.isEmpty()) {
        rows = overtaken(known(rows, loaded));
        loaded = rows.isEmpty() ? loaded : reload(rows);
      }
      return outcomes;
    }

    private Loaded reload(List<List<ValidRecord>> rows) {
      List<String> devices = rows.stream().map(row -> row.get(0).key().deviceId()).toList();
      return shadows.read(devices, time.remembering(), log);
    }

    /** The rows of the devices whose shadow was read; the others have to come again. */
    private List<DeviceRow> known(List<List<ValidRecord>> rows, Loaded loaded) {
      List<DeviceRow> known = new ArrayList<>();
      for (List<ValidRecord> row : rows) {
        String device = row.get(0).key().deviceId();
        if (loaded.unread().contains(device)) {
          outcomes.put(row.get(0), AlertOutcome.NOT_JUDGED);
        } else {
          known.add(new DeviceRow(row, loaded.shadows().get(device)));
        }
      }
      return known;
    }

    /** Judges, sends and writes; returns the rows that another invocation was faster with. */
    private List<List<ValidRecord>> overtaken(List<DeviceRow> rows) {
      rows.forEach(row -> row.judge(judge));
      Map<ValidRecord, AlertOutcome> sent = send(rows);
      outcomes.putAll(sent);
      Set<ValidRecord> failed =
          sent.entrySet().stream()
              .filter(entry -> entry.getValue() == AlertOutcome.FAILED)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      Map<String, Change> changes = new LinkedHashMap<>();
      for (DeviceRow row : rows) {
        Change change = row.change(failed);
        if (change != null) {
          changes.put(row.deviceId(), change);
        }
      }
      Map<String, Written> written = shadows.write(changes.values(), time.remembering(), log);
      List<List<ValidRecord>> overtaken = new ArrayList<>();
      for (DeviceRow row : rows) {
        Written result = written.getOrDefault(row.deviceId(), Written.DONE);
        if (result == Written.OVERTAKEN) {
          overtaken.add(row.records());
        } else if (result == Written.FAILED) {
          outcomes.put(row.judged().get(0).record(), AlertOutcome.NOT_JUDGED);
        }
      }
      return overtaken;
    }

    private Map<ValidRecord, AlertOutcome> send(List<DeviceRow> rows) {
      AlertRequests.Outgoing outgoing = requests.of(rows);
      Map<ValidRecord, AlertOutcome> sent =
          new HashMap<>(alertFunction.sendEach(outgoing.alone(), time.alerting(), log));
      alertFunction
          .sendTogether(outgoing.together(), time.alerting(), log)
          .forEach((record, outcome) -> sent.merge(record, outcome, AlertOutcome::worse));
      return sent;
    }
  }
}
