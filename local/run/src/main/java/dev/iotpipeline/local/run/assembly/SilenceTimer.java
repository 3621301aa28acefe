package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts the check for silent devices time and again, as a schedule of EventBridge on AWS. */
final class SilenceTimer implements AutoCloseable {

  /** A check makes 160 queries; a fifth of the silence is often enough to find it soon. */
  private static final int CHECKS_PER_SILENCE = 5;

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  /** Is told of each check that succeeded. */
  interface Checked {
    void at(Instant began, Instant ended);
  }

  private final HandlerFunction check;
  private final Duration interval;
  private final Checked checked;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread timer = new Thread(task, "silence-timer");
            timer.setDaemon(true);
            return timer;
          });

  /**
   * @param silence how long nothing may be heard of a device; more than zero
   */
  SilenceTimer(HandlerFunction check, Duration silence, Checked checked, Clock clock) {
    this.check = check;
    this.interval = interval(silence);
    this.checked = checked;
    this.clock = clock;
  }

  private static Duration interval(Duration silence) {
    Duration part = silence.dividedBy(CHECKS_PER_SILENCE);
    if (part.compareTo(SHORTEST_INTERVAL) < 0) {
      return SHORTEST_INTERVAL;
    }
    return part.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : part;
  }

  /** From one check to the next. */
  Duration interval() {
    return interval;
  }

  /**
   * @param onDeath is told of what ends the checks before {@link #close}
   */
  void start(Thread.UncaughtExceptionHandler onDeath) {
    long millis = interval.toMillis();
    thread.scheduleWithFixedDelay(
        () -> checkUnlessClosed(onDeath), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void checkUnlessClosed(Thread.UncaughtExceptionHandler onDeath) {
    try {
      check();
    } catch (CancellationException e) {
      // Closed while at work.
    } catch (RuntimeException | Error e) {
      // The executor would keep it to itself, and check no more.
      onDeath.uncaughtException(Thread.currentThread(), e);
      throw e;
    }
  }

  /** Looks now, and returns when that is done. */
  void check() {
    Instant began = clock.instant();
    if (check.invoke(Environment.requestId(), EVENT) instanceof InvocationResult.Succeeded) {
      checked.at(began, clock.instant());
    }
  }

  /** Begins no further check, and waits for the one under way. */
  void stop() throws InterruptedException {
    thread.shutdown();
    thread.awaitTermination(LONGEST_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
