package dev.iotpipeline.aws.function;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.TimeAndChance;
import java.io.IOException;

/** What a function does when it is called, before anybody calls it. */
@FunctionalInterface
public interface Rehearsal {

  /**
   * Makes a function that is dropped after the rehearsal, with all that it remembers.
   *
   * @param log for lines that nobody reads
   * @param time in which a wait is over at once
   * @return what handles a representative event
   */
  Round with(EventLog log, TimeAndChance time);

  /** One event of many. */
  @FunctionalInterface
  interface Round {

    /**
     * Handles it.
     *
     * @param number makes it another event than those before
     */
    void run(int number) throws IOException;
  }
}
