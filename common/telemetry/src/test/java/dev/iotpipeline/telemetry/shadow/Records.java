package dev.iotpipeline.telemetry.shadow;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of records of one device, and the shadow and judgements that they lead to. */
final class Records {

  static final Instant START = Instant.parse("2026-11-23T10:15:30Z");
  static final String DEVICE = "site-1/sensor-001";

  private final Judge judge;
  private @Nullable Shadow shadow;
  private int number;

  Records(LifeCycle lifeCycle) {
    this.judge = new Judge(device -> Thresholds.DEFAULT, lifeCycle);
  }

  static LifeCycle coolDown(int seconds) {
    return new LifeCycle(Duration.ofSeconds(seconds), BigDecimal.ZERO, 1);
  }

  static Reading reading(Instant timestamp, String temperature, String humidity) {
    return new Reading(
        DEVICE,
        timestamp,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1000"),
        null);
  }

  static Place place(int number) {
    return new Place("shardId-000000000000", "%056d".formatted(number));
  }

  /** The next record: a temperature, measured so many seconds after the start. */
  Judgement temperature(long second, String temperature) {
    return next(reading(START.plusSeconds(second), temperature, "50"));
  }

  /** The next record, which arrives when it is measured. */
  Judgement next(Reading reading) {
    return next(reading, reading.timestamp());
  }

  Judgement next(Reading reading, Instant arrival) {
    Judgement judgement = judge.judge(shadow, reading, place(++number), arrival);
    shadow = judgement.shadow();
    return judgement;
  }

  /** The scheduled check finds the device silent. */
  void silentAt(Instant now) {
    shadow = shadow().silent(now);
  }

  Shadow shadow() {
    if (shadow == null) {
      throw new IllegalStateException("no record yet");
    }
    return shadow;
  }
}
