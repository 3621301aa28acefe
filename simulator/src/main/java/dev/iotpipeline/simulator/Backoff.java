package dev.iotpipeline.simulator;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a device waits before it tries its reading again: twice as long each time up to a
 * ceiling, and of that a random part, so that devices that were refused together do not come back
 * together. Computes, never waits.
 *
 * @param jitter evenly distributed from 0 (inclusive) to 1 (exclusive)
 */
record Backoff(DoubleSupplier jitter) {

  private static final long FIRST_MILLIS = 50;
  private static final long CEILING_MILLIS = 5_000;

  /**
   * The wait after a refusal.
   *
   * @param refusals how many there were in a row, at least 1
   * @return half to all of 50 ms, 100 ms, 200 ms ... 5 s
   */
  Duration after(int refusals) {
    int doublings = Math.min(refusals - 1, 10);
    long full = Math.min(CEILING_MILLIS, FIRST_MILLIS << doublings);
    return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * jitter.getAsDouble())));
  }
}
