package dev.iotpipeline.redrive;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Repeats a call to Kinesis until it succeeds: at first after the fifth of a second that a shard
 * needs between two reads, then after twice as long each time. One caller alone needs no jitter.
 */
final class Retries {

  private static final int ATTEMPTS = 10;
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
   * @throws SdkException the last error, if it will not pass, did not within ten attempts, or the
   *     run was stopped
   */
  <T> T call(Supplier<T> call) {
    Duration wait = FIRST;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (attempt == ATTEMPTS || !CallErrors.isPassing(e) || interruption.isStopped()) {
          throw e;
        }
      }
      sleeper.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
    }
  }
}
