package dev.iotpipeline.alert;

import dev.iotpipeline.aws.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How an alert may spend the time that its invocation has left.
 *
 * @param claiming when the alert has to be claimed: if sending begins later, Lambda may end the
 *     invocation between a send and its mark, and the retry sends again
 * @param marking when the last attempt to mark a send may begin: an invocation that ends by itself
 *     remembers what it could not mark, one that Lambda ends does not
 * @param end when everything has to be done
 */
record InvocationTime(Deadline claiming, Deadline marking, Deadline end) {

  /** If one send hangs, the other still has time: twice this is well within the usual 30 s. */
  private static final Duration LONGEST_SEND = Duration.ofSeconds(10);

  /**
   * How long a send that begins now may take, so that its mark does not come too late.
   *
   * @throws IllegalStateException if there is no time left for one
   */
  Duration forSend() {
    Duration left = marking.left();
    // The SDK counts in whole milliseconds, and 0 means no limit.
    if (left.toMillis() < 1) {
      throw new IllegalStateException("no time left to send it in");
    }
    return left.compareTo(LONGEST_SEND) < 0 ? left : LONGEST_SEND;
  }

  /**
   * @param left what Lambda says is left
   */
  static InvocationTime of(Duration left, Clock clock) {
    Instant now = clock.instant();
    return new InvocationTime(
        new Deadline(clock, now.plus(left.multipliedBy(2).dividedBy(3))),
        new Deadline(clock, now.plus(left.multipliedBy(5).dividedBy(6))),
        new Deadline(clock, now.plus(left)));
  }
}
