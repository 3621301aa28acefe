package dev.iotpipeline.alert;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Sleeper;
import java.time.Duration;

/** The waits between attempts, as long as there is time for another one. */
record Waits(Backoff backoff, Sleeper sleeper) {

  /**
   * Waits, unless there would be no time left afterwards.
   *
   * @param attempts how many there were, at least 1
   * @return whether to try again
   */
  boolean untilNext(int attempts, Deadline deadline) {
    Duration wait = backoff.after(attempts);
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
}
