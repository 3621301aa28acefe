package dev.iotpipeline.local.aws.lambda;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits for threads that have been told to end. */
public final class Threads {

  private Threads() {}

  /** Waits for all of them together, no longer than this, and interrupts those still at work. */
  public static void join(List<Thread> threads, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(Thread::interrupt);
  }
}
