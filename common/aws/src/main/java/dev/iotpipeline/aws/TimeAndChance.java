package dev.iotpipeline.aws;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/**
 * Time and chance for a function. They are given from outside, so that a test controls both.
 *
 * @param clock tells how much of an invocation's time is left
 * @param sleeper waits between attempts
 * @param jitter for the waits, evenly distributed from 0 (inclusive) to 1 (exclusive)
 */
public record TimeAndChance(Clock clock, Sleeper sleeper, DoubleSupplier jitter) {

  /** The longest wait between two attempts of one call. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /**
   * The system's. Instances may be restored from one snapshot. A secure random generator still
   * gives each of them numbers of its own, so that their jitter differs.
   */
  public static TimeAndChance ofSystem() {
    return new TimeAndChance(
        Clock.systemUTC(),
        duration -> Thread.sleep(duration.toMillis()),
        new SecureRandom()::nextDouble);
  }

  /** Time in which a wait is over at once, and only the clock has moved on. */
  public static TimeAndChance thatDoesNotWait() {
    AtomicReference<Duration> waited = new AtomicReference<>(Duration.ZERO);
    Clock system = Clock.systemUTC();
    return new TimeAndChance(
        new Clock() {
          @Override
          public ZoneId getZone() {
            return system.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return system.withZone(zone);
          }

          @Override
          public Instant instant() {
            return system.instant().plus(waited.get());
          }
        },
        duration -> waited.accumulateAndGet(duration, Duration::plus),
        () -> 0.5);
  }

  /** The retry loop of a function. */
  public Retries retries() {
    return new Retries(new Backoff(LONGEST_WAIT, jitter), sleeper);
  }
}
