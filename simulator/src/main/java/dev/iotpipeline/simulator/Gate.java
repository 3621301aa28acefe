package dev.iotpipeline.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets readings begin until it is closed, and counts those that began and are not settled yet. Safe
 * for use by any number of threads.
 */
final class Gate {

  private boolean closed;
  private int unsettled;

  /** Whether another reading may begin; if so, {@link #settled} has to follow. */
  synchronized boolean begin() {
    if (!closed) {
      unsettled++;
    }
    return !closed;
  }

  synchronized void settled() {
    unsettled--;
    notifyAll();
  }

  /** Closes, then waits until all readings that began are settled, or the time is up. */
  synchronized void closeAndAwait(Duration limit) throws InterruptedException {
    closed = true;
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); unsettled > 0 && left > 0; ) {
      // Rounded up, because wait(0) would wait for ever.
      TimeUnit.MILLISECONDS.timedWait(this, 1 + left / 1_000_000);
      left = deadline - System.nanoTime();
    }
  }
}
