package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One value of a reading beyond its threshold.
 *
 * @param measurement the quantity, which also gives the unit
 * @param value what was measured
 * @param threshold the limit it is strictly beyond
 * @param direction on which side
 */
public record Anomaly(
    Measurement measurement, BigDecimal value, BigDecimal threshold, Direction direction) {

  public Anomaly {
    Objects.requireNonNull(measurement, "measurement");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(threshold, "threshold");
    Objects.requireNonNull(direction, "direction");
  }
}
