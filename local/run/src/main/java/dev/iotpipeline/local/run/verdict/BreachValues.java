package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;

/** What each anomaly is measured by. */
final class BreachValues {

  private BreachValues() {}

  /** The value of a reading that may be wrong. */
  static BigDecimal value(String anomaly, Reading reading) {
    return anomaly.startsWith("temperature") ? reading.temperature() : reading.humidity();
  }

  /** What it must not be beyond. */
  static BigDecimal threshold(String anomaly, Thresholds limits) {
    return switch (anomaly) {
      case "temperature_above" -> limits.temperatureHigh();
      case "humidity_above" -> limits.humidityHigh();
      case "humidity_below" -> limits.humidityLow();
      case "temperature_rising" -> limits.temperatureRise();
      default -> throw new IllegalArgumentException("no anomaly " + anomaly);
    };
  }
}
