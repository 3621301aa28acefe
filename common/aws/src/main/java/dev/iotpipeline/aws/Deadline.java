package dev.iotpipeline.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A point in time that work has to be done by. */
public record Deadline(Clock clock, Instant end) {

  /** What is left; zero once it has passed, never less. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
