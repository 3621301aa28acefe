package dev.iotpipeline.aws;

import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: twice as long each time up to a ceiling, and of that a
 * random part, so that callers that failed together do not try again together. Computes, never
 * waits.
 *
 * @param ceiling the wait that none exceeds
 * @param jitter evenly distributed from 0 (inclusive) to 1 (exclusive)
 * @see <a
 *     href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts,
 *     retries and backoff with jitter</a>
 */
public record Backoff(Duration ceiling, DoubleSupplier jitter) {

  private static final long FIRST_MILLIS = 50;

  public Backoff {
    Objects.requireNonNull(ceiling, "ceiling");
    Objects.requireNonNull(jitter, "jitter");
  }

  /**
   * The wait after a failure.
   *
   * @param failures how many attempts have failed in a row, at least 1
   * @return half to all of 50 ms, 100 ms, 200 ms ... the ceiling
   */
  public Duration after(int failures) {
    int doublings = Math.min(failures - 1, 20);
    long full = Math.min(ceiling.toMillis(), FIRST_MILLIS << doublings);
    return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * jitter.getAsDouble())));
  }
}
