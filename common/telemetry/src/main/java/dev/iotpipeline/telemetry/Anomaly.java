package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value of a reading beyond its threshold.
 *
 * @param kind what is wrong
 * @param value what was measured
 * @param threshold the limit: the value, or its rise, is strictly beyond it
 * @param rise what a rising value rose from; null for the other kinds
 */
public record Anomaly(
    AnomalyKind kind, BigDecimal value, BigDecimal threshold, @Nullable Rise rise) {

  /**
   * What a value rose from.
   *
   * @param baseline the lowest value of the window
   * @param window how far the window reaches back from the reading
   */
  public record Rise(BigDecimal baseline, Duration window) {

    public Rise {
      Objects.requireNonNull(baseline, "baseline");
      Objects.requireNonNull(window, "window");
    }
  }

  public Anomaly {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(threshold, "threshold");
    if ((kind.direction() == Direction.RISING) != (rise != null)) {
      throw new IllegalArgumentException("a rise belongs to a rising value, and to no other");
    }
  }

  /** The quantity, which also gives the unit. */
  public Measurement measurement() {
    return kind.measurement();
  }

  /** How the value relates to its threshold. */
  public Direction direction() {
    return kind.direction();
  }

  /**
   * Writes the anomaly as JSON: {@code {"field":…,"value":…,"threshold":…,"direction":…}}, and
   * {@code "baseline"} and {@code "window_seconds"} for a rising value.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", measurement().field());
    json.writeNumberField("value", value);
    json.writeNumberField("threshold", threshold);
    json.writeStringField("direction", direction().code());
    if (rise != null) {
      json.writeNumberField("baseline", rise.baseline());
      json.writeNumberField("window_seconds", rise.window().toSeconds());
    }
    json.writeEndObject();
  }
}
