package dev.iotpipeline.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one loop that repeats calls to AWS. The SDK's own retries are off where this is used: they do
 * not know the deadline, and take an answer with status 200 as success even if it has leftovers.
 *
 * <p>A call is tried again if it left something undone, or if its error {@linkplain
 * ServiceErrors#isWorthRetry is worth a retry}, as long as there is time left after the wait.
 */
public final class Retries {

  /**
   * The longest one call may take. A healthy call takes milliseconds, the first one of a small
   * instance a second or two. A connection that hangs must not hold up its batch.
   */
  public static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final Backoff backoff;
  private final Sleeper sleeper;

  /**
   * @param backoff gives the waits between attempts
   * @param sleeper waits
   */
  public Retries(Backoff backoff, Sleeper sleeper) {
    this.backoff = Objects.requireNonNull(backoff, "backoff");
    this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
  }

  /** One try of something that may need several. */
  @FunctionalInterface
  public interface Attempt {

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
  public Optional<GivenUp> run(Deadline deadline, Attempt attempt) {
    return hasTime(deadline) ? tryUntil(deadline, attempt) : Optional.of(GivenUp.FOR_TIME);
  }

  /**
   * Makes a call until it succeeds: once in any case, again only as long as there is time.
   *
   * @param call is given how long it may take
   * @return the call's result
   * @throws SdkException the last error, if it is not worth a retry or time is up
   */
  public <T> T call(Deadline deadline, Function<Duration, T> call) {
    List<T> results = new ArrayList<>(1);
    Optional<GivenUp> givenUp = tryUntil(deadline, timeout -> results.add(call.apply(timeout)));
    if (givenUp.isPresent()) {
      throw Objects.requireNonNull(givenUp.get().error());
    }
    return results.get(0);
  }

  private Optional<GivenUp> tryUntil(Deadline deadline, Attempt attempt) {
    for (int failures = 1; ; failures++) {
      GivenUp why = GivenUp.FOR_TIME;
      try {
        if (attempt.isDone(timeout(deadline))) {
          return Optional.empty();
        }
      } catch (SdkException e) {
        why = new GivenUp(e);
      }
      if (why.isPermanent() || !waited(backoff.after(failures), deadline)) {
        return Optional.of(why);
      }
    }
  }

  /** The SDK counts in whole milliseconds, and 0 means no limit. */
  private static boolean hasTime(Deadline deadline) {
    return deadline.left().toMillis() >= 1;
  }

  private static Duration timeout(Deadline deadline) {
    Duration left = deadline.left();
    return left.toMillis() < 1 || left.compareTo(LONGEST_CALL) > 0 ? LONGEST_CALL : left;
  }

  /** Does not wait at all where there would be no time left afterwards. */
  private boolean waited(Duration wait, Deadline deadline) {
    if (wait.compareTo(deadline.left()) >= 0) {
      return false;
    }
    try {
      sleeper.sleep(wait);
      return hasTime(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Why something was not done.
   *
   * @param error the last attempt's error; null if there was none but the lack of time
   */
  public record GivenUp(@Nullable SdkException error) {

    private static final GivenUp FOR_TIME = new GivenUp(null);

    /** Whether trying again would fail again. */
    public boolean isPermanent() {
      return error != null && !ServiceErrors.isWorthRetry(error);
    }

    /** Whether the service refused the request itself. */
    public boolean isValidation() {
      return error != null && ServiceErrors.isValidation(error);
    }

    /** The reason, for the log. Messages of services hold names and limits, but no data. */
    public String reason() {
      return error == null ? "no time left for another attempt" : ServiceErrors.describe(error);
    }
  }
}
