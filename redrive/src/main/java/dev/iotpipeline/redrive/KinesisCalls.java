package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.aws.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls to Kinesis, and repeats what may succeed later. Ctrl-C ends the repeats. */
final class KinesisCalls {

  /** Throttling ends when others call less, and a waiting run loses nothing. */
  private static final Duration THROTTLING_LIMIT = Duration.ofSeconds(30);

  /**
   * An attempt that fails after this time is the last. Each wait is about as long as all waits
   * before it together. So a fault that stays is reported within two seconds.
   */
  private static final Duration FAULT_LIMIT = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Clock clock;
  private final Sleeper sleeper;
  private final Interruption interruption;
  private final Retries retries;

  KinesisCalls(Clock clock, Sleeper sleeper, Interruption interruption) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.interruption = interruption;
    // Random waits keep many callers apart. This is one caller, which needs none.
    this.retries = new Retries(new Backoff(LONGEST_WAIT, () -> 0), sleeper);
  }

  /**
   * The call's result.
   *
   * @throws SdkException the last error, if it stays, if a repeat does not help, or if the run was
   *     stopped
   */
  <T> T call(Supplier<T> call) {
    Deadline faultsEnd = in(FAULT_LIMIT);
    // The client limits the time of a single call, so the loop's time-out is not needed here.
    return retries.call(in(THROTTLING_LIMIT), timeout -> attempt(call, faultsEnd)).get();
  }

  /**
   * Makes one attempt. {@link Retries} sees only the errors that may be repeated. A final error is
   * returned, as a supplier that throws it.
   */
  private <T> Supplier<T> attempt(Supplier<T> call, Deadline faultsEnd) {
    try {
      T result = call.get();
      return () -> result;
    } catch (SdkException e) {
      boolean hasTime = ServiceErrors.isThrottling(e) || !faultsEnd.left().isZero();
      if (hasTime && !interruption.isStopped()) {
        throw e;
      }
      return () -> {
        throw e;
      };
    }
  }

  /** Waits between two calls; less long if the run is stopped. */
  void pause(Duration time) {
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      interruption.stop();
      Thread.currentThread().interrupt();
    }
  }

  boolean isStopped() {
    return interruption.isStopped();
  }

  private Deadline in(Duration time) {
    return new Deadline(clock, clock.instant().plus(time));
  }
}
