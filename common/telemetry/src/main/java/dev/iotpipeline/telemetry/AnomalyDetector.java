package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says which values of a reading are anomalous. Pure, so that the consumer's question (is there
 * any?) and the alert function's (which?) have the same answer.
 */
public final class AnomalyDetector {

  private final Thresholds thresholds;

  public AnomalyDetector(Thresholds thresholds) {
    this.thresholds = Objects.requireNonNull(thresholds, "thresholds");
  }

  /** The anomalies of a reading, temperature before humidity; empty if it is normal. */
  public List<Anomaly> detect(Reading reading) {
    List<Anomaly> anomalies = new ArrayList<>(2);
    if (reading.temperature().compareTo(thresholds.temperatureHigh()) > 0) {
      anomalies.add(above(Measurement.TEMPERATURE, reading, thresholds.temperatureHigh()));
    }
    if (reading.humidity().compareTo(thresholds.humidityHigh()) > 0) {
      anomalies.add(above(Measurement.HUMIDITY, reading, thresholds.humidityHigh()));
    }
    if (reading.humidity().compareTo(thresholds.humidityLow()) < 0) {
      anomalies.add(
          new Anomaly(
              Measurement.HUMIDITY, reading.humidity(), thresholds.humidityLow(), Direction.BELOW));
    }
    return List.copyOf(anomalies);
  }

  private static Anomaly above(Measurement measurement, Reading reading, BigDecimal threshold) {
    return new Anomaly(measurement, reading.value(measurement), threshold, Direction.ABOVE);
  }
}
