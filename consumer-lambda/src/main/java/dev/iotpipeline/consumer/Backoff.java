package dev.iotpipeline.consumer;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: twice as long each time up to a ceiling, and of that a
 * random part, so that those who were refused together do not come back together. Computes, never
 * waits.
 *
 * @param jitter evenly distributed from 0 (inclusive) to 1 (exclusive)
 * @see <a
 *     href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts,
 *     retries and backoff with jitter</a>
 */
record Backoff(DoubleSupplier jitter) {

  private static final long FIRST_MILLIS = 50;
  private static final long CEILING_MILLIS = 2_000;

  /**
   * The wait after a failure.
   *
   * @param failures how many attempts have failed in a row, at least 1
   * @return half to all of 50 ms, 100 ms, 200 ms ... 2 s
   */
  Duration after(int failures) {
    int doublings = Math.min(failures - 1, 10);
    long full = Math.min(CEILING_MILLIS, FIRST_MILLIS << doublings);
    return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * jitter.getAsDouble())));
  }
}
