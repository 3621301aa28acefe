package dev.iotpipeline.local.run.browser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock on which ten seconds pass in one, so that a test need not wait until a device is hot. */
final class FastClock extends Clock {

  private static final int TIMES = 10;

  private final Clock real = Clock.systemUTC();
  private final Instant start = real.instant();

  @Override
  public Instant instant() {
    return start.plus(Duration.between(start, real.instant()).multipliedBy(TIMES));
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
