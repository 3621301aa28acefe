package dev.iotpipeline.aws.function;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.TimeAndChance;
import java.io.IOException;

/** What a function does when it is called, without the event and the effects. */
@FunctionalInterface
public interface Rehearsal {

  /**
   * Handles one representative event. Called several times.
   *
   * @param log for the function's lines, which nobody reads
   * @param time in which a wait is over at once
   */
  void run(EventLog log, TimeAndChance time) throws IOException;
}
