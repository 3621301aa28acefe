package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Invocations that wait for each other, on a clock that stands until all of them sleep.
 *
 * <p>One invocation runs until it ends or sleeps, only then the next one begins. Who sleeps goes on
 * when the clock has reached the end of the sleep; meanwhile others run, as on Lambda.
 */
final class SideBySide implements Sleeper {

  /** More than wait at the same time in any test: who waits must not keep the others from work. */
  private static final int MOST_AT_ONCE = 64;

  private final FakeClock clock;
  private final List<Instant> ends = new ArrayList<>();
  private boolean sideBySide;
  private int underWay;
  private Throwable failure;

  SideBySide(FakeClock clock) {
    this.clock = clock;
  }

  /** Outside {@link #run}, nobody else is at work, so the time just passes. */
  @Override
  public void sleep(Duration duration) throws InterruptedException {
    synchronized (this) {
      if (sideBySide) {
        sleepUntil(clock.instant().plus(duration));
        return;
      }
    }
    clock.sleep(duration);
  }

  private void sleepUntil(Instant end) throws InterruptedException {
    ends.add(end);
    notifyAll();
    try {
      while (clock.instant().isBefore(end)) {
        wait();
      }
    } finally {
      ends.remove(end);
    }
  }

  /**
   * Wakes whoever has slept enough, and runs a task as often as there is work for it.
   *
   * @param isWaiting whether there is work that nobody has begun
   * @param task does work until there is none left
   */
  synchronized void run(BooleanSupplier isWaiting, Runnable task) throws InterruptedException {
    sideBySide = true;
    try {
      notifyAll();
      awaitRest();
      while (isWaiting.getAsBoolean() && underWay < MOST_AT_ONCE) {
        underWay++;
        Thread thread = new Thread(() -> work(task), "side-by-side");
        thread.setDaemon(true);
        thread.start();
        awaitRest();
      }
    } finally {
      sideBySide = false;
    }
  }

  private void work(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      ended();
    }
  }

  private synchronized void failed(Throwable thrown) {
    failure = thrown;
  }

  private synchronized void ended() {
    underWay--;
    notifyAll();
  }

  /** Waits until everybody under way sleeps. */
  private void awaitRest() throws InterruptedException {
    while (asleep() < underWay) {
      wait();
    }
    if (failure != null) {
      throw new IllegalStateException("an invocation could not be run", failure);
    }
  }

  private long asleep() {
    return ends.stream().filter(end -> end.isAfter(clock.instant())).count();
  }

  /** How long until the first sleep ends; empty if nobody sleeps. */
  synchronized Optional<Duration> untilNextEnd() {
    return ends.stream().min(Instant::compareTo).map(end -> Duration.between(clock.instant(), end));
  }
}
