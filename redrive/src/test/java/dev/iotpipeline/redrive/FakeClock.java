package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when a test moves it, or somebody sleeps by it. */
final class FakeClock extends Clock implements Sleeper {

  /** Every sleep so far, in order. */
  final List<Duration> sleeps = new ArrayList<>();

  private Instant now = Instant.parse("2026-11-23T10:15:30Z");

  void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public void sleep(Duration time) {
    sleeps.add(time);
    advance(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
