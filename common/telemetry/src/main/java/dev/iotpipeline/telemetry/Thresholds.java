package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * The limits beyond which a value is anomalous. Strictly beyond: a value at its limit is normal.
 *
 * @param temperatureHigh °C; anomalous above
 * @param humidityHigh % relative; anomalous above
 * @param humidityLow % relative; anomalous below
 */
public record Thresholds(
    BigDecimal temperatureHigh, BigDecimal humidityHigh, BigDecimal humidityLow) {

  /** 45 °C as in the published design, which names no humidity: 90 % and 20 % are ours. */
  public static final Thresholds DEFAULT =
      new Thresholds(new BigDecimal("45"), new BigDecimal("90"), new BigDecimal("20"));

  public Thresholds {
    Objects.requireNonNull(temperatureHigh, "temperatureHigh");
    Objects.requireNonNull(humidityHigh, "humidityHigh");
    Objects.requireNonNull(humidityLow, "humidityLow");
    temperatureHigh = comparable("TEMP_THRESHOLD", temperatureHigh);
    humidityHigh = comparable("HUMIDITY_HIGH_THRESHOLD", humidityHigh);
    humidityLow = comparable("HUMIDITY_LOW_THRESHOLD", humidityLow);
    if (humidityLow.compareTo(humidityHigh) > 0) {
      throw new IllegalArgumentException(
          "HUMIDITY_LOW_THRESHOLD is "
              + humidityLow
              + ", which is more than HUMIDITY_HIGH_THRESHOLD, "
              + humidityHigh
              + ": every reading would be an anomaly");
    }
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
   * The thresholds of {@code TEMP_THRESHOLD}, {@code HUMIDITY_HIGH_THRESHOLD} and {@code
   * HUMIDITY_LOW_THRESHOLD}.
   *
   * @param setting gives the value of a setting by its name, or the given default if it is not set
   * @throws IllegalArgumentException if a value is out of range, or they contradict each other
   */
  public static Thresholds from(BiFunction<String, BigDecimal, BigDecimal> setting) {
    return new Thresholds(
        setting.apply("TEMP_THRESHOLD", DEFAULT.temperatureHigh),
        setting.apply("HUMIDITY_HIGH_THRESHOLD", DEFAULT.humidityHigh),
        setting.apply("HUMIDITY_LOW_THRESHOLD", DEFAULT.humidityLow));
  }
}
