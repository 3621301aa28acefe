package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;

/**
 * Is told what becomes of each reading: {@link #publishing} once, then {@link #throttled} any
 * number of times, then either {@link #published} or {@link #failed}.
 *
 * <p>Called by many threads at once; the calls for one device come one after the other. An
 * exception ends the run.
 */
public interface SimulationListener {

  /** The reading is about to be sent for the first time. */
  default void publishing(Reading reading) {}

  /** The stream has taken the reading. */
  default void published(PublishedReading reading) {}

  /** The stream has refused the reading for its rate; it will be sent again. */
  default void throttled(Reading reading) {}

  /**
   * The reading has been given up. It may be in the stream all the same, if just the answer was
   * lost.
   *
   * @param why the last error, one line
   */
  default void failed(Reading reading, String why) {}
}
