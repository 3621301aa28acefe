package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ServiceErrors;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Repeats a call to Kinesis until it succeeds: at first after the fifth of a second that a shard
 * needs between two reads, then after twice as long each time. One caller alone needs no jitter.
 */
final class Retries {

  /** Until the wait has long been at its longest: a shard recovers within the second. */
  private static final int ATTEMPTS_WHEN_THROTTLED = 10;

  /** A fault that does not pass within two seconds is one to report. */
  private static final int ATTEMPTS = 4;

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Sleeper sleeper;
  private final Interruption interruption;

  Retries(Sleeper sleeper, Interruption interruption) {
    this.sleeper = sleeper;
    this.interruption = interruption;
  }

  /**
   * The call's result.
   *
   * @throws SdkException the last error, if it will not pass, did not pass in time, or the run was
   *     stopped
   */
  <T> T call(Supplier<T> call) {
    Duration wait = FIRST;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (attempt >= attempts(e) || interruption.isStopped()) {
          throw e;
        }
      }
      sleeper.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
    }
  }

  private static int attempts(SdkException error) {
    if (ServiceErrors.isThrottling(error)) {
      return ATTEMPTS_WHEN_THROTTLED;
    }
    return ServiceErrors.isWorthRetry(error) ? ATTEMPTS : 1;
  }
}
