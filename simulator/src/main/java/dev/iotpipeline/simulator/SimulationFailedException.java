package dev.iotpipeline.simulator;

/** The run cannot go on; the message says in one line why, and what to set or change. */
public final class SimulationFailedException extends RuntimeException {

  public SimulationFailedException(String message) {
    super(message);
  }

  SimulationFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
