package dev.iotpipeline.simulator;

import java.util.Locale;

/** The ways in which a producer can misbehave. */
public enum Hostility {
  /** A reading that is broken, so that it has to be rejected. */
  MALFORMED,
  /** The device's previous message again, byte for byte. */
  DUPLICATE,
  /** A reading taken 1 s to 1 h before its turn, by the device's clock. */
  LATE,
  /** A clock that is wrong by a constant, 1 minute to 1 day, ahead or behind. */
  CLOCK_SKEW,
  /** A reading with the event time of the device's previous reading, and values of its own. */
  SAME_TIMESTAMP;

  /** The name in lower case with hyphens, as it is typed and written to files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it affects single turns; if not, it affects a device as a whole. */
  boolean isOfTurns() {
    return this != CLOCK_SKEW;
  }
}
