package dev.iotpipeline.simulator;

import java.util.Locale;

/** What a producer does that an honest device would not, or would rather not. */
public enum Hostility {
  /** The turn's reading, broken so that it has to be refused. */
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

  /** Whether a turn has it, or else a device. */
  boolean isOfTurns() {
    return this != CLOCK_SKEW;
  }
}
