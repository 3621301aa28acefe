package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The quantities of a reading: name on the wire, unit, and what is physically possible. */
public enum Measurement {
  /** Absolute zero is the lowest; no highest value is needed. */
  TEMPERATURE("temperature", "°C", new BigDecimal("-273.15"), true, null),
  HUMIDITY("humidity", "%", BigDecimal.ZERO, true, new BigDecimal("100")),
  PRESSURE("pressure", "hPa", BigDecimal.ZERO, false, null);

  private final String field;
  private final String unit;
  private final BigDecimal lowest;
  private final boolean lowestAllowed;
  private final @Nullable BigDecimal highest;

  Measurement(
      String field,
      String unit,
      BigDecimal lowest,
      boolean lowestAllowed,
      @Nullable BigDecimal highest) {
    this.field = field;
    this.unit = unit;
    this.lowest = lowest;
    this.lowestAllowed = lowestAllowed;
    this.highest = highest;
  }

  /** The name of this quantity in JSON and in DynamoDB. */
  public String field() {
    return field;
  }

  /** The unit, as people write it: °C, % or hPa. */
  public String unit() {
    return unit;
  }

  /** Whether a value of this quantity can exist. */
  boolean allows(BigDecimal value) {
    int againstLowest = value.compareTo(lowest);
    return (lowestAllowed ? againstLowest >= 0 : againstLowest > 0)
        && (highest == null || value.compareTo(highest) <= 0);
  }

  /** What {@link #allows} allows, in words. */
  String allowed() {
    String floor = (lowestAllowed ? "at least " : "more than ") + lowest;
    return highest == null ? floor + " " + unit : floor + " and at most " + highest + " " + unit;
  }

  /** The quantity with this name on the wire, if there is one. */
  public static Optional<Measurement> named(String field) {
    for (Measurement measurement : values()) {
      if (measurement.field.equals(field)) {
        return Optional.of(measurement);
      }
    }
    return Optional.empty();
  }
}
