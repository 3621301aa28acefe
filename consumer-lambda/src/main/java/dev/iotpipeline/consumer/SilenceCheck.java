package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.consumer.ShadowTable.Change;
import dev.iotpipeline.consumer.ShadowTable.Written;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Timestamps;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Finds the devices of which nothing is heard any more. It reads old slots of an index and the
 * shadows that are left there, and never the whole table.
 *
 * <p>The notice goes out first, then the shadow is marked, so that a crash between the two repeats
 * the notice and does not lose it. A device that comes back between the two has no mark to clear;
 * then the check itself says that it is back.
 */
final class SilenceCheck {

  /** A schedule that did not run for so many slots misses no device. */
  private static final int SLOTS = 10;

  private static final byte[] NO_DATA = {};

  private final ShadowTable shadows;
  private final SilenceSlots slots;
  private final AlertFunction alertFunction;
  private final Workers workers;

  SilenceCheck(
      ShadowTable shadows, SilenceSlots slots, AlertFunction alertFunction, Workers workers) {
    this.shadows = shadows;
    this.slots = slots;
    this.alertFunction = alertFunction;
    this.workers = workers;
  }

  /** Looks once; returns how many devices people were told of. */
  int run(Instant now, TimeBudget time, BatchLog log) {
    int told = 0;
    for (Instant start : slots.silentAt(now, SLOTS)) {
      List<Shadow> silent = silentIn(start, now, time.writing(), log);
      told += silent.isEmpty() ? 0 : tell(silent, start, now, time, log);
    }
    return told;
  }

  private List<Shadow> silentIn(Instant start, Instant now, Deadline deadline, BatchLog log) {
    List<Callable<List<String>>> queries = new ArrayList<>();
    slots.keys(start).forEach(key -> queries.add(() -> shadows.devicesIn(key, deadline, log)));
    List<String> devices = workers.runAll(queries).stream().flatMap(List::stream).toList();
    // The index is a moment behind its table.
    return shadows.read(devices, deadline, log).shadows().values().stream()
        .filter(shadow -> !shadow.isSilent())
        .filter(shadow -> !shadow.heardAt().plus(slots.length()).isAfter(now))
        .toList();
  }

  private int tell(List<Shadow> silent, Instant start, Instant now, TimeBudget time, BatchLog log) {
    String digest = "silent " + Timestamps.format(start);
    Map<ValidRecord, AlertOutcome> sent =
        send(silent, Notice.Kind.RAISED, digest, now, time.alerting(), log);
    List<Shadow> told =
        silent.stream()
            .filter(shadow -> sent.get(record(shadow)) == AlertOutcome.ACCEPTED)
            .toList();
    Map<String, Written> marked =
        shadows.write(
            told.stream().map(shadow -> new Change(shadow, shadow.silent(now))).toList(),
            time.remembering(),
            log);
    List<Shadow> back =
        told.stream().filter(shadow -> marked.get(shadow.deviceId()) == Written.OVERTAKEN).toList();
    send(back, Notice.Kind.CLEARED, digest + " back", now, time.quarantining(), log);
    return told.size();
  }

  private Map<ValidRecord, AlertOutcome> send(
      List<Shadow> silent,
      Notice.Kind kind,
      String digest,
      Instant now,
      Deadline deadline,
      BatchLog log) {
    return alertFunction.sendTogether(
        silent.stream()
            .map(shadow -> new OutgoingAlert(record(shadow), request(shadow, kind, digest, now)))
            .toList(),
        deadline,
        log);
  }

  /** The record that was heard of the device last, as far as the shadow knows it. */
  private static ValidRecord record(Shadow shadow) {
    return new ValidRecord(
        new ShardRecord(
            shadow.place().shardId(),
            shadow.place().sequenceNumber(),
            shadow.deviceId(),
            NO_DATA,
            shadow.heardAt()),
        shadow.last());
  }

  /** Without grounds: the reading was judged when it came. */
  private AlertRequest request(Shadow shadow, Notice.Kind kind, String digest, Instant now) {
    // Not by today's time, so that a check that comes again sends the same notice.
    Instant at = kind == Notice.Kind.RAISED ? shadow.heardAt().plus(slots.length()) : now;
    return new AlertRequest(
        shadow.last(),
        new Context(
            shadow.place().shardId(),
            shadow.place().sequenceNumber(),
            shadow.heardAt(),
            null,
            new Notices(
                digest,
                now,
                List.of(new Notice(kind, Notice.SILENT, shadow.heardAt(), at, 0, null)))));
  }
}
