package dev.iotpipeline.fleet;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;

/**
 * A window of time; a record belongs to it by its arrival in the stream.
 *
 * @param start its first instant
 * @param end the first instant behind it
 */
record TimeWindow(Instant start, Instant end) {

  /**
   * The window of an event.
   *
   * @throws IllegalArgumentException if there is none: the event source mapping has no tumbling
   *     window, and without one nothing here makes sense
   */
  static TimeWindow of(com.amazonaws.services.lambda.runtime.events.models.TimeWindow window) {
    if (window == null || window.getStart() == null || window.getEnd() == null) {
      throw new IllegalArgumentException(
          "the event has no window; tumbling_window_in_seconds of its event source mapping has to"
              + " be at least 1");
    }
    return new TimeWindow(Timestamps.parse(window.getStart()), Timestamps.parse(window.getEnd()));
  }

  /** Whether an instant is before the window by more than the window's length. */
  boolean isLate(Instant instant) {
    return instant.isBefore(start.minus(Duration.between(start, end)));
  }
}
