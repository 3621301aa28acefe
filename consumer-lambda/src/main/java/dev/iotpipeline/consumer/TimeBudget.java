package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How a batch may spend the time its invocation has left.
 *
 * <p>A function that is cut off loses its answer, and Lambda then retries the whole batch; one that
 * answers in time gives up only the records that are not done. So a margin is kept for the answer.
 * Writing leaves time for the alerts, and both leave time for the quarantine. Rejected records come
 * last, so that they do not hold up valid ones.
 *
 * @param writing when writing has to be done
 * @param alerting when alerting has to be done
 * @param remembering when shadows have to be written
 * @param quarantining when quarantining has to be done, and with it everything
 */
record TimeBudget(
    Deadline writing, Deadline alerting, Deadline remembering, Deadline quarantining) {

  /** Enough for calls to end, for the log and for the answer. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /**
   * The budget of an invocation.
   *
   * @param left the time that Lambda says is left; if a fifth of it is less than the margin, only
   *     the fifth is kept, so that a function with a short time-out still does something
   */
  static TimeBudget of(Duration left, Clock clock) {
    Duration fifth = left.dividedBy(5);
    Duration usable = left.minus(fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN);
    Instant now = clock.instant();
    return new TimeBudget(
        new Deadline(clock, now.plus(usable.multipliedBy(3).dividedBy(4))),
        new Deadline(clock, now.plus(usable.multipliedBy(7).dividedBy(8))),
        new Deadline(clock, now.plus(usable.multipliedBy(15).dividedBy(16))),
        new Deadline(clock, now.plus(usable)));
  }
}
