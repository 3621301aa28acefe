package dev.iotpipeline.aws;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Time and chance, as a function is given them from outside, so that a test can drive both.
 *
 * @param clock tells how much of an invocation's time is left
 * @param sleeper waits between attempts
 * @param jitter for the waits, evenly distributed from 0 (inclusive) to 1 (exclusive)
 */
public record TimeAndChance(Clock clock, Sleeper sleeper, DoubleSupplier jitter) {

  /** The longest wait between two attempts of one call. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /**
   * The system's. The generator is secure not for secrecy: it is the one that differs between
   * instances that are restored from one snapshot, and jitter has to differ between them.
   */
  public static TimeAndChance ofSystem() {
    return new TimeAndChance(
        Clock.systemUTC(),
        duration -> Thread.sleep(duration.toMillis()),
        new SecureRandom()::nextDouble);
  }

  /** The retry loop of a function. */
  public Retries retries() {
    return new Retries(new Backoff(LONGEST_WAIT, jitter), sleeper);
  }
}
