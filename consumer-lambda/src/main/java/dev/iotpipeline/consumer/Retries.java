package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Sleeper;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one loop that repeats calls to AWS; the SDK's own retries are off, since they know neither
 * the deadline nor leftovers in an answer that says 200.
 */
final class Retries {

  /**
   * A healthy call takes milliseconds, the first one of a small instance a second or two; a
   * connection that hangs must not hang the batch.
   */
  static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final Backoff backoff;
  private final Sleeper sleeper;

  Retries(Backoff backoff, Sleeper sleeper) {
    this.backoff = backoff;
    this.sleeper = sleeper;
  }

  /** One try of something that may need several. */
  interface Attempt {

    /**
     * Tries once.
     *
     * @param timeout how long a call may take
     * @return whether all is done; if not, it is tried again
     * @throws SdkException if the call failed; it is tried again if that may help
     */
    boolean isDone(Duration timeout);
  }

  /**
   * Tries until it is done, cannot be done, or would be too late.
   *
   * @return empty if it was done, else why it was not
   */
  Optional<GivenUp> run(Deadline deadline, Attempt attempt) {
    Optional<SdkException> last = Optional.empty();
    for (int failures = 1; ; failures++) {
      // Asked once, since time passes; and the SDK takes whole milliseconds, none for "no limit".
      Duration left = deadline.left();
      if (left.toMillis() < 1) {
        break;
      }
      try {
        if (attempt.isDone(shorter(LONGEST_CALL, left))) {
          return Optional.empty();
        }
        last = Optional.empty();
      } catch (SdkException e) {
        last = Optional.of(e);
        if (!ServiceErrors.isTransient(e)) {
          break;
        }
      }
      if (!waited(backoff.after(failures), deadline)) {
        break;
      }
    }
    return Optional.of(new GivenUp(last));
  }

  /** Does not wait at all where there would be no time left afterwards. */
  private boolean waited(Duration wait, Deadline deadline) {
    if (wait.compareTo(deadline.left()) >= 0) {
      return false;
    }
    try {
      sleeper.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Why something was not done.
   *
   * @param error the last attempt's error; empty if there was none but the lack of time
   */
  record GivenUp(Optional<SdkException> error) {

    /** Whether trying again would fail again. */
    boolean isHopeless() {
      return error.map(e -> !ServiceErrors.isTransient(e)).orElse(false);
    }

    boolean isValidation() {
      return error.map(ServiceErrors::isValidation).orElse(false);
    }

    /** The reason for the log: service messages speak of names and limits, not of values. */
    String reason() {
      return error.map(ServiceErrors::describe).orElse("no time left for another attempt");
    }
  }
}
