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
 * <p>A shadow is marked as silent before people are told, and leaves its slot after that. A device
 * that comes back meanwhile finds the mark, and its record clears it. A check that breaks off
 * between the two leaves the device in its slot, and the next check tells people, in the same
 * words.
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
        .filter(shadow -> !shadow.isToldSilent())
        .filter(shadow -> !shadow.heardAt().plus(slots.length()).isAfter(now))
        .toList();
  }

  private int tell(List<Shadow> silent, Instant start, Instant now, TimeBudget time, BatchLog log) {
    List<Shadow> marked = mark(silent, time.alerting(), log);
    Map<ValidRecord, AlertOutcome> sent =
        alertFunction.sendTogether(
            marked.stream()
                .map(shadow -> new OutgoingAlert(record(shadow), request(shadow, start, now)))
                .toList(),
            time.remembering(),
            log);
    List<Change> told =
        marked.stream()
            .filter(shadow -> sent.get(record(shadow)) == AlertOutcome.ACCEPTED)
            .map(shadow -> new Change(shadow, shadow.silent(now)))
            .toList();
    shadows.write(told, time.quarantining(), log);
    return told.size();
  }

  /** Marks those that are not marked yet; returns all whose mark is certain. */
  private List<Shadow> mark(List<Shadow> silent, Deadline deadline, BatchLog log) {
    List<Change> changes =
        silent.stream()
            .filter(shadow -> !shadow.isSilent())
            .map(shadow -> new Change(shadow, shadow.silent(null)))
            .toList();
    Map<String, Written> written = shadows.write(changes, deadline, log);
    List<Shadow> marked = new ArrayList<>(silent);
    marked.removeIf(shadow -> !shadow.isSilent());
    changes.stream()
        .map(Change::after)
        .filter(shadow -> written.get(shadow.deviceId()) == Written.DONE)
        .forEach(marked::add);
    return marked;
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
  private AlertRequest request(Shadow shadow, Instant start, Instant now) {
    // Not by today's time, so that a check that comes again sends the same notice.
    Instant at = shadow.heardAt().plus(slots.length());
    Notice notice = new Notice(Notice.Kind.RAISED, Notice.SILENT, shadow.heardAt(), at, 0, null);
    return new AlertRequest(
        shadow.last(),
        new Context(
            shadow.place().shardId(),
            shadow.place().sequenceNumber(),
            shadow.heardAt(),
            null,
            new Notices("silent " + Timestamps.format(start), now, List.of(notice))));
  }
}
