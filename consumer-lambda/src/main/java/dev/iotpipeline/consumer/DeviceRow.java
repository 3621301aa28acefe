package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.telemetry.shadow.Judge;
import dev.iotpipeline.telemetry.shadow.Judgement;
import dev.iotpipeline.telemetry.shadow.Place;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one device in a batch, in stream order, and what they are judged to be. They end
 * before the first one that is not stored: that one comes again, and all behind it.
 */
final class DeviceRow {

  /** A record and what it came to. */
  record Judged(ValidRecord record, Judgement judgement) {}

  private final List<ValidRecord> records;
  private final @Nullable Shadow before;
  private final List<Judged> judged = new ArrayList<>();
  private final List<ValidRecord> misplaced = new ArrayList<>();

  /**
   * @param before the device's shadow; null if it has none
   */
  DeviceRow(List<ValidRecord> records, @Nullable Shadow before) {
    this.records = records;
    this.before = before;
  }

  String deviceId() {
    return records.get(0).key().deviceId();
  }

  List<ValidRecord> records() {
    return records;
  }

  /** Judges the records that the shadow does not cover, one after the other. */
  void judge(Judge judge) {
    @Nullable Shadow shadow = before;
    for (ValidRecord valid : records) {
      Place place = place(valid.record());
      if (valid.record().sequenceNumber().isEmpty()) {
        misplaced.add(valid);
      } else if (shadow == null || !shadow.covers(place.sequenceNumber())) {
        Judgement judgement = judge.judge(shadow, valid.reading(), place, arrival(valid));
        judged.add(new Judged(valid, judgement));
        shadow = judgement.shadow();
      } else if (!shadow.place().shardId().equals(place.shardId())) {
        misplaced.add(valid);
      }
    }
  }

  private static Place place(ShardRecord record) {
    return new Place(record.shardId(), SequenceNumbers.padded(record.sequenceNumber()));
  }

  /** When the stream took a record; an event made by hand may not say. */
  static Instant arrival(ValidRecord valid) {
    Instant arrival = valid.record().arrival();
    return arrival == null ? valid.reading().timestamp() : arrival;
  }

  /** What was judged, in stream order. */
  List<Judged> judged() {
    return judged;
  }

  /**
   * Records of which nobody knows whether they were judged: without a number, as in an event made
   * by hand; or with a lower number than the shadow's in another shard, because the producer does
   * not use the device as the partition key.
   */
  List<ValidRecord> misplaced() {
    return misplaced;
  }

  /**
   * What the shadow becomes; null if it stays. It covers the records before the first that failed.
   *
   * @param failed records whose alert was not accepted
   */
  ShadowTable.@Nullable Change change(Set<ValidRecord> failed) {
    @Nullable Shadow after = null;
    for (Judged each : judged) {
      if (failed.contains(each.record())) {
        break;
      }
      after = each.judgement().shadow();
    }
    return after == null ? null : new ShadowTable.Change(before, Objects.requireNonNull(after));
  }
}
