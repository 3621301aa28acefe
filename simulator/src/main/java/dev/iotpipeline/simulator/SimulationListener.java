package dev.iotpipeline.simulator;

/**
 * Is told what becomes of each message: {@link #publishing} once, then {@link #throttled} any
 * number of times, then either {@link #published} or {@link #failed}.
 *
 * <p>Called by many threads at once; the calls for one device come one after the other. An
 * exception ends the run.
 */
public interface SimulationListener {

  /** The message is about to be sent for the first time. */
  default void publishing(DeviceMessage message) {}

  /** The stream has taken the message. */
  default void published(PublishedMessage message) {}

  /** The stream has refused the message for its rate; it will be sent again. */
  default void throttled(DeviceMessage message) {}

  /**
   * The message has been given up. It may still be in the stream, if only the answer was lost.
   *
   * @param why the last error, one line
   */
  default void failed(DeviceMessage message, String why) {}
}
