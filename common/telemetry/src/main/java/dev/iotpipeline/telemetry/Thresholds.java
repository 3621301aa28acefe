package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * The limits beyond which a value is anomalous. Strictly beyond: a value at its limit is normal.
 *
 * @param temperatureHigh °C; anomalous above
 * @param humidityHigh % relative; anomalous above
 * @param humidityLow % relative; anomalous below
 * @param temperatureRise °C; anomalous if a temperature is more than this above the lowest one of
 *     the window
 * @param riseWindow how far that window reaches back from a reading, by the device's clock
 */
public record Thresholds(
    BigDecimal temperatureHigh,
    BigDecimal humidityHigh,
    BigDecimal humidityLow,
    BigDecimal temperatureRise,
    Duration riseWindow) {

  /** A device's shadow holds the lowest temperatures of the window; a day would be a long list. */
  public static final Duration LONGEST_RISE_WINDOW = Duration.ofHours(1);

  /**
   * 45 °C as in the published design, which names no humidity: 90 % and 20 % are ours. So are 5 °C
   * within a minute.
   */
  public static final Thresholds DEFAULT =
      new Thresholds(
          new BigDecimal("45"),
          new BigDecimal("90"),
          new BigDecimal("20"),
          new BigDecimal("5"),
          Duration.ofSeconds(60));

  public Thresholds {
    Objects.requireNonNull(temperatureHigh, "temperatureHigh");
    Objects.requireNonNull(humidityHigh, "humidityHigh");
    Objects.requireNonNull(humidityLow, "humidityLow");
    Objects.requireNonNull(temperatureRise, "temperatureRise");
    Objects.requireNonNull(riseWindow, "riseWindow");
    temperatureHigh = comparable("TEMP_THRESHOLD", temperatureHigh);
    humidityHigh = comparable("HUMIDITY_HIGH_THRESHOLD", humidityHigh);
    humidityLow = comparable("HUMIDITY_LOW_THRESHOLD", humidityLow);
    temperatureRise = comparable("TEMP_RISE_THRESHOLD", temperatureRise);
    if (temperatureRise.signum() < 0) {
      throw new IllegalArgumentException(
          "TEMP_RISE_THRESHOLD is " + temperatureRise + "; it has to be at least 0");
    }
    if (riseWindow.compareTo(Duration.ofSeconds(1)) < 0
        || riseWindow.compareTo(LONGEST_RISE_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "TEMP_RISE_WINDOW_SECONDS is "
              + riseWindow.toSeconds()
              + "; it has to be 1 to "
              + LONGEST_RISE_WINDOW.toSeconds());
    }
    if (humidityLow.compareTo(humidityHigh) > 0) {
      throw new IllegalArgumentException(
          "HUMIDITY_LOW_THRESHOLD is "
              + humidityLow
              + ", which is more than HUMIDITY_HIGH_THRESHOLD, "
              + humidityHigh
              + ": every reading would be an anomaly");
    }
  }

  /** Thresholds with the default for a rise of the temperature. */
  public Thresholds(BigDecimal temperatureHigh, BigDecimal humidityHigh, BigDecimal humidityLow) {
    this(temperatureHigh, humidityHigh, humidityLow, DEFAULT.temperatureRise, DEFAULT.riseWindow);
  }

  /** The threshold of one kind of anomaly, in the unit of its measurement. */
  public BigDecimal of(AnomalyKind kind) {
    return switch (kind) {
      case TEMPERATURE_ABOVE -> temperatureHigh;
      case HUMIDITY_ABOVE -> humidityHigh;
      case HUMIDITY_BELOW -> humidityLow;
      case TEMPERATURE_RISING -> temperatureRise;
    };
  }

  /**
   * The same with other values.
   *
   * @throws IllegalArgumentException if a value is out of range, or they contradict each other
   */
  public Thresholds with(Map<AnomalyKind, BigDecimal> values) {
    return new Thresholds(
        values.getOrDefault(AnomalyKind.TEMPERATURE_ABOVE, temperatureHigh),
        values.getOrDefault(AnomalyKind.HUMIDITY_ABOVE, humidityHigh),
        values.getOrDefault(AnomalyKind.HUMIDITY_BELOW, humidityLow),
        values.getOrDefault(AnomalyKind.TEMPERATURE_RISING, temperatureRise),
        riseWindow);
  }

  /** A limit beyond any reading's numbers would cost memory wherever a distance to it is shown. */
  private static BigDecimal comparable(String name, BigDecimal threshold) {
    try {
      return ReadingRules.storable(name, threshold);
    } catch (RejectedReadingException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  /**
   * The thresholds of {@code TEMP_THRESHOLD}, {@code HUMIDITY_HIGH_THRESHOLD}, {@code
   * HUMIDITY_LOW_THRESHOLD}, {@code TEMP_RISE_THRESHOLD} and {@code TEMP_RISE_WINDOW_SECONDS}.
   *
   * @param setting gives the value of a setting by its name, or the given default if it is not set
   * @throws IllegalArgumentException if a value is out of range, or they contradict each other
   */
  public static Thresholds from(BiFunction<String, BigDecimal, BigDecimal> setting) {
    return new Thresholds(
        setting.apply("TEMP_THRESHOLD", DEFAULT.temperatureHigh),
        setting.apply("HUMIDITY_HIGH_THRESHOLD", DEFAULT.humidityHigh),
        setting.apply("HUMIDITY_LOW_THRESHOLD", DEFAULT.humidityLow),
        setting.apply("TEMP_RISE_THRESHOLD", DEFAULT.temperatureRise),
        seconds(
            setting.apply(
                "TEMP_RISE_WINDOW_SECONDS", BigDecimal.valueOf(DEFAULT.riseWindow.toSeconds()))));
  }

  private static Duration seconds(BigDecimal value) {
    try {
      return Duration.ofSeconds(value.longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "TEMP_RISE_WINDOW_SECONDS has to be a whole number of seconds", e);
    }
  }
}
