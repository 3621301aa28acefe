package dev.iotpipeline.local.run.view;

import dev.iotpipeline.local.run.verdict.LiveCounts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells whether a machine stores more slowly than its producers publish. Then the readings wait in
 * the stream, and their latencies say how long the queue is, and nothing of the design.
 *
 * <p>A machine is too slow if, while producers publish, the oldest reading that waits is older than
 * {@link #LONG_WAIT} for {@link #SECONDS} seconds in a row, or if it is so when they end. A queue
 * that a fault has made, or somebody who disturbs the database, says nothing about the machine.
 */
public final class Overload {

  /** A batch takes a fraction of it on any machine that keeps up, also with a full collection. */
  static final Duration LONG_WAIT = Duration.ofSeconds(2);

  /** A machine may be busy with something else for a moment. */
  static final int SECONDS = 5;

  private long seconds;
  private int late;
  private boolean tooSlow;
  private boolean disturbed;
  private LiveCounts counts = new LiveCounts(0, 0, 0, 0);

  /**
   * To be called once a second while producers publish.
   *
   * @param iteratorAge how long the oldest reading waits that is not handled
   * @param isDisturbed whether something else than the machine may hold up the readings
   * @return what to tell people, once: when the machine turns out to be too slow
   */
  public synchronized Optional<String> second(
      LiveCounts now, Duration iteratorAge, boolean isDisturbed) {
    boolean knew = tooSlow;
    seconds += now.published() == 0 ? 0 : 1;
    look(now, iteratorAge, isDisturbed);
    tooSlow |= late >= SECONDS;
    return knew ? Optional.empty() : complaint();
  }

  /** To be called when producers have ended; the parameters are those of {@link #second}. */
  public synchronized void ended(LiveCounts now, Duration iteratorAge, boolean isDisturbed) {
    look(now, iteratorAge, isDisturbed);
    tooSlow |= late > 0;
  }

  private void look(LiveCounts now, Duration iteratorAge, boolean isDisturbed) {
    counts = now;
    disturbed |= isDisturbed;
    late = iteratorAge.compareTo(LONG_WAIT) > 0 ? late + 1 : 0;
  }

  /** Says that the machine is too slow, and what that means; empty if it is not. */
  public synchronized Optional<String> complaint() {
    if (!tooSlow || disturbed) {
      return Optional.empty();
    }
    long time = Math.max(1, seconds);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "This machine stores %,d of %,d readings/s: the latencies are those of a queue, not of"
                + " the design.",
            counts.stored() / time,
            (counts.published() - counts.rejected()) / time));
  }
}
