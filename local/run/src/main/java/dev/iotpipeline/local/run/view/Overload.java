package dev.iotpipeline.local.run.view;

import dev.iotpipeline.local.run.verdict.LiveCounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells whether a machine stores more slowly than its producers publish. Then the readings wait in
 * the stream, and their latencies say how long the queue is, and nothing of the design.
 *
 * <p>A machine is too slow if, while producers publish, the oldest reading that waits is older than
 * {@link #LONG_WAIT} for {@link #SECONDS} seconds in a row, or if it is so when they end. The queue
 * that a disturbance leaves says nothing about the machine, for {@link #RECOVERY} seconds.
 */
public final class Overload {

  /** A batch takes a fraction of it on any machine that keeps up, also with a full collection. */
  static final Duration LONG_WAIT = Duration.ofSeconds(2);

  /** A machine may be busy with something else for a moment. */
  static final int SECONDS = 5;

  /** Half a minute of readings is handled in less by a machine that keeps up with ease. */
  static final int RECOVERY = 30;

  /** Of the last {@link #SECONDS} seconds, and before them. */
  private final Deque<LiveCounts> recent = new ArrayDeque<>();

  private int calm = RECOVERY;
  private int late;
  private Optional<String> complaint = Optional.empty();

  /**
   * To be called once a second while producers publish.
   *
   * @param iteratorAge how long the oldest reading waits that is not handled
   * @param isDisturbed whether in this second something else than the machine held up readings
   * @return what to tell people, once: when the machine turns out to be too slow
   */
  public synchronized Optional<String> second(
      LiveCounts now, Duration iteratorAge, boolean isDisturbed) {
    boolean knew = complaint.isPresent();
    recent.addLast(now);
    if (recent.size() > SECONDS + 1) {
      recent.removeFirst();
    }
    look(iteratorAge, isDisturbed, SECONDS);
    return knew ? Optional.empty() : complaint;
  }

  /** To be called when producers have ended; the parameters are those of {@link #second}. */
  public synchronized void ended(Duration iteratorAge, boolean isDisturbed) {
    look(iteratorAge, isDisturbed, 1);
  }

  private void look(Duration iteratorAge, boolean isDisturbed, int secondsOfProof) {
    calm = isDisturbed ? 0 : calm + 1;
    late = calm > RECOVERY && iteratorAge.compareTo(LONG_WAIT) > 0 ? late + 1 : 0;
    if (late >= secondsOfProof && recent.size() > 1) {
      complaint = Optional.of(sentence(recent.getFirst(), recent.getLast(), recent.size() - 1));
    }
  }

  private static String sentence(LiveCounts from, LiveCounts to, int seconds) {
    long rejected = to.rejected() - from.rejected();
    return String.format(
        Locale.ROOT,
        "This machine stores %,d of %,d readings/s: the latencies are those of a queue, not of the"
            + " design.",
        (to.stored() - from.stored()) / seconds,
        (to.published() - from.published() - rejected) / seconds);
  }

  /** Says that the machine was too slow, and what that means; empty if it was not. */
  public synchronized Optional<String> complaint() {
    return complaint;
  }
}
