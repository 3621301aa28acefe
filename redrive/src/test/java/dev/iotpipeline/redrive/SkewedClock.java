package dev.iotpipeline.redrive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that goes with another one, and jumps. */
final class SkewedClock extends Clock {

  private final Clock right;
  private Duration skew = Duration.ZERO;

  SkewedClock(Clock right) {
    this.right = right;
  }

  /** Sets it forward, or back if the duration is negative. */
  void jump(Duration by) {
    skew = skew.plus(by);
  }

  @Override
  public Instant instant() {
    return right.instant().plus(skew);
  }

  @Override
  public ZoneId getZone() {
    return right.getZone();
  }

  /** The same clock: it tells instants, which no zone changes. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
