package dev.iotpipeline.local.aws.lambda;

import java.time.Duration;

/**
 * Waits that double from one failure to the next, up to a cap. Without jitter: a function here has
 * one caller, and tests want to know the numbers.
 *
 * @param first the wait after the first failure
 * @param longest the wait that none exceeds
 */
public record RetryBackoff(Duration first, Duration longest) {

  /**
   * AWS publishes no numbers. With these, five retries take eight seconds, so that one poison
   * record does not hold up a run on one machine for long.
   */
  public static final RetryBackoff DEFAULT =
      new RetryBackoff(Duration.ofMillis(250), Duration.ofMinutes(1));

  public RetryBackoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "waits from " + first + " to " + longest + " do not grow from something positive");
    }
  }

  /**
   * The wait after so many failures in a row.
   *
   * @param failures at least 1
   */
  public Duration after(int failures) {
    // 2^20 times anything worth waiting for is beyond any cap; more doublings would overflow.
    Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
