package dev.iotpipeline.simulator;

/**
 * Is told what becomes of each message: {@link #publishing} once, then {@link #published} unless it
 * is given up.
 *
 * <p>Called by many threads at once; the calls for one device come one after the other. An
 * exception ends the run.
 */
public interface SimulationListener {

  /** The message is about to be sent for the first time. */
  default void publishing(DeviceMessage message) {}

  /** The stream has taken the message. */
  default void published(PublishedMessage message) {}

  /** The run has ended in order; no other call comes after this one. */
  default void ended(SimulationSummary summary) {}
}
