package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnomalyDetectorTest {

  private final AnomalyDetector detector = new AnomalyDetector(Thresholds.DEFAULT);

  @ParameterizedTest
  @CsvSource({"23.5, 48.2", "45, 50", "45.000, 50", "4.5E+1, 50", "20, 90", "20, 90.0", "20, 20"})
  void aReadingAtOrWithinTheThresholdsIsNormal(String temperature, String humidity) {
    assertThat(detector.detect(reading(temperature, humidity))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "45.0000000000000000000000000000000001, 50, temperature, 45, ABOVE",
    "9.99E+125, 50, temperature, 45, ABOVE",
    "20, 90.00000000000000000000000000000001, humidity, 90, ABOVE",
    "20, 19.99999999999999999999999999999999, humidity, 20, BELOW",
    "20, 0, humidity, 20, BELOW",
  })
  void oneStepBeyondIsAnAnomaly(
      String temperature,
      String humidity,
      String field,
      BigDecimal threshold,
      Direction direction) {
    Reading reading = reading(temperature, humidity);
    Measurement measurement = Measurement.named(field).orElseThrow();

    assertThat(detector.detect(reading))
        .containsExactly(
            new Anomaly(measurement, reading.value(measurement), threshold, direction));
  }

  @Test
  void temperatureComesBeforeHumidity() {
    assertThat(detector.detect(reading("46", "12")))
        .extracting(Anomaly::measurement, Anomaly::direction)
        .containsExactly(
            tuple(Measurement.TEMPERATURE, Direction.ABOVE),
            tuple(Measurement.HUMIDITY, Direction.BELOW));
  }

  @Test
  void otherThresholdsGiveOtherAnomalies() {
    Thresholds strict =
        new Thresholds(new BigDecimal("-1"), new BigDecimal("50"), new BigDecimal("50"));

    List<Anomaly> anomalies = new AnomalyDetector(strict).detect(reading("-0.5", "50.1"));

    assertThat(anomalies)
        .extracting(anomaly -> anomaly.direction().code())
        .containsExactly("above", "above");
    assertThat(new AnomalyDetector(strict).detect(reading("-1", "50"))).isEmpty();
  }
}
