package dev.iotpipeline.telemetry.shadow;

import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges readings one after the other, each by the shadow that those before it have left.
 *
 * <p>A reading that is not newer than the newest one is late, or the same again. It has its
 * thresholds, and its temperature may be what a later one rises from; but it has no rise of its own
 * and begins or ends no breach: what came after it is known already.
 *
 * <p>A device whose clock was far ahead once would be late for ever. So a reading whose clock is
 * right begins anew after one whose clock was ahead.
 */
public final class Judge {

  private final Function<String, Thresholds> thresholds;
  private final LifeCycle lifeCycle;

  /**
   * @param thresholds gives a device's thresholds
   */
  public Judge(Function<String, Thresholds> thresholds, LifeCycle lifeCycle) {
    this.thresholds = thresholds;
    this.lifeCycle = lifeCycle;
  }

  /**
   * Judges a reading.
   *
   * @param before the device's shadow up to the record before; null if there is none
   * @param place the record that holds the reading
   * @param arrival when the stream took it
   */
  public Judgement judge(@Nullable Shadow before, Reading reading, Place place, Instant arrival) {
    Thresholds limits = thresholds.apply(reading.deviceId());
    if (before == null) {
      return newer(TemperatureWindow.EMPTY, new TreeMap<>(), 0, reading, place, arrival, limits);
    }
    List<Notice> notices = new ArrayList<>();
    SortedMap<String, Breach> breaches = new TreeMap<>(before.breaches());
    Breach silence = breaches.remove(Notice.SILENT);
    if (silence != null) {
      notices.add(notice(Notice.Kind.CLEARED, Notice.SILENT, silence, arrival));
    }
    boolean isRestart = before.isAhead() && !Shadow.isAhead(reading, arrival);
    if (!isRestart && !reading.timestamp().isAfter(before.last().timestamp())) {
      return late(before, breaches, notices, reading, place, arrival, limits);
    }
    TemperatureWindow window = before.window();
    if (isRestart) {
      window = TemperatureWindow.EMPTY;
      restart(breaches, reading.timestamp());
    }
    Judgement judged = newer(window, breaches, before.readings(), reading, place, arrival, limits);
    notices.addAll(judged.notices());
    return new Judgement(judged.shadow(), judged.grounds(), judged.anomalies(), notices);
  }

  /** Times of a clock that was ahead say nothing. */
  private static void restart(SortedMap<String, Breach> breaches, Instant now) {
    breaches.values().removeIf(breach -> !breach.isRaised());
    breaches.replaceAll((code, breach) -> new Breach(now, breach.count(), breach.worst(), now));
  }

  private static Judgement late(
      Shadow before,
      SortedMap<String, Breach> breaches,
      List<Notice> notices,
      Reading reading,
      Place place,
      Instant arrival,
      Thresholds limits) {
    Instant start = before.last().timestamp().minus(limits.riseWindow());
    Grounds grounds = new Grounds(limits, null);
    Shadow shadow =
        new Shadow(
            before.last(),
            place,
            later(before.heardAt(), arrival),
            before.readings() + 1,
            before.window().with(reading.timestamp(), reading.temperature()).since(start),
            breaches);
    return new Judgement(shadow, grounds, AnomalyDetector.detect(reading, grounds), notices);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Judgement newer(
      TemperatureWindow before,
      SortedMap<String, Breach> breaches,
      long readings,
      Reading reading,
      Place place,
      Instant arrival,
      Thresholds limits) {
    TemperatureWindow window = before.since(reading.timestamp().minus(limits.riseWindow()));
    Grounds grounds = new Grounds(limits, window.lowest().orElse(null));
    List<Notice> notices = new ArrayList<>();
    for (AnomalyKind kind : AnomalyKind.values()) {
      live(kind, reading, grounds, breaches, notices);
    }
    Shadow shadow =
        new Shadow(
            reading,
            place,
            arrival,
            readings + 1,
            window.with(reading.timestamp(), reading.temperature()),
            breaches);
    return new Judgement(shadow, grounds, AnomalyDetector.detect(reading, grounds), notices);
  }

  /** One reading in the life of one kind of breach. */
  private void live(
      AnomalyKind kind,
      Reading reading,
      Grounds grounds,
      SortedMap<String, Breach> breaches,
      List<Notice> notices) {
    BigDecimal excess = AnomalyDetector.excess(kind, reading, grounds);
    Breach before = breaches.get(kind.code());
    if (excess.signum() > 0) {
      breaches.put(kind.code(), beyond(kind, reading, before, notices));
    } else if (before != null
        && (!before.isRaised() || excess.negate().compareTo(hysteresis(kind, grounds)) >= 0)) {
      breaches.remove(kind.code());
      if (before.isRaised()) {
        notices.add(notice(Notice.Kind.CLEARED, kind.code(), before, reading.timestamp()));
      }
    }
  }

  /** A rise can be back by its whole threshold at most: then nothing rises any more. */
  private BigDecimal hysteresis(AnomalyKind kind, Grounds grounds) {
    return kind.direction() == Direction.RISING
        ? lifeCycle.hysteresis().min(grounds.thresholds().of(kind))
        : lifeCycle.hysteresis();
  }

  private Breach beyond(
      AnomalyKind kind, Reading reading, @Nullable Breach before, List<Notice> notices) {
    Instant now = reading.timestamp();
    BigDecimal value = reading.value(kind.measurement());
    Breach breach =
        before == null
            ? new Breach(now, 1, value, null)
            : new Breach(
                before.since(), before.count() + 1, worse(kind, before, value), before.noticedAt());
    if (!lifeCycle.isOn()) {
      // What was told while the life cycle was on is still to be cleared.
      return breach;
    }
    if (!breach.isRaised() && breach.count() >= lifeCycle.consecutive()) {
      return told(Notice.Kind.RAISED, kind, breach, now, notices);
    }
    Instant noticedAt = breach.noticedAt();
    return noticedAt != null && !now.isBefore(noticedAt.plus(lifeCycle.coolDown()))
        ? told(Notice.Kind.CONTINUING, kind, breach, now, notices)
        : breach;
  }

  private static BigDecimal worse(AnomalyKind kind, Breach before, BigDecimal value) {
    BigDecimal worst = before.worst();
    if (worst == null) {
      return value;
    }
    return kind.direction() == Direction.BELOW ? worst.min(value) : worst.max(value);
  }

  private static Breach told(
      Notice.Kind step, AnomalyKind kind, Breach breach, Instant now, List<Notice> notices) {
    notices.add(notice(step, kind.code(), breach, now));
    return new Breach(breach.since(), breach.count(), breach.worst(), now);
  }

  private static Notice notice(Notice.Kind step, String anomaly, Breach breach, Instant at) {
    return new Notice(step, anomaly, breach.since(), at, breach.count(), breach.worst());
  }
}
