package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnomalyDetectorTest {

  private static final Grounds DEFAULT = new Grounds(Thresholds.DEFAULT, null);

  @ParameterizedTest
  @CsvSource({"23.5, 48.2", "45, 50", "45.000, 50", "4.5E+1, 50", "20, 90", "20, 90.0", "20, 20"})
  void aReadingAtOrWithinTheThresholdsIsNormal(String temperature, String humidity) {
    assertThat(AnomalyDetector.detect(reading(temperature, humidity), DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "45.0000000000000000000000000000000001, 50, TEMPERATURE_ABOVE, 45",
    "9.99E+125, 50, TEMPERATURE_ABOVE, 45",
    "20, 90.00000000000000000000000000000001, HUMIDITY_ABOVE, 90",
    "20, 19.99999999999999999999999999999999, HUMIDITY_BELOW, 20",
    "20, 0, HUMIDITY_BELOW, 20",
  })
  void oneStepBeyondIsAnAnomaly(
      String temperature, String humidity, AnomalyKind kind, BigDecimal threshold) {
    Reading reading = reading(temperature, humidity);

    assertThat(AnomalyDetector.detect(reading, DEFAULT))
        .containsExactly(new Anomaly(kind, reading.value(kind.measurement()), threshold, null));
  }

  @ParameterizedTest
  @CsvSource({"24.99, 20", "25, 20", "20, 20", "-10, 20"})
  void aRiseUpToTheThresholdIsNormal(String temperature, BigDecimal baseline) {
    assertThat(
            AnomalyDetector.detect(
                reading(temperature, "50"), new Grounds(Thresholds.DEFAULT, baseline)))
        .isEmpty();
  }

  @Test
  void aRiseBeyondTheThresholdNamesItsBaselineAndWindow() {
    assertThat(
            AnomalyDetector.detect(
                reading("25.01", "50"), new Grounds(Thresholds.DEFAULT, new BigDecimal("20"))))
        .containsExactly(
            new Anomaly(
                AnomalyKind.TEMPERATURE_RISING,
                new BigDecimal("25.01"),
                new BigDecimal("5"),
                new Anomaly.Rise(new BigDecimal("20"), Duration.ofSeconds(60))));
  }

  @Test
  void temperatureComesBeforeHumidity() {
    assertThat(AnomalyDetector.detect(reading("46", "12"), DEFAULT))
        .extracting(Anomaly::measurement, Anomaly::direction)
        .containsExactly(
            tuple(Measurement.TEMPERATURE, Direction.ABOVE),
            tuple(Measurement.HUMIDITY, Direction.BELOW));
  }

  @Test
  void otherThresholdsGiveOtherAnomalies() {
    Grounds strict =
        new Grounds(
            new Thresholds(new BigDecimal("-1"), new BigDecimal("50"), new BigDecimal("50")), null);

    assertThat(AnomalyDetector.detect(reading("-0.5", "50.1"), strict))
        .extracting(anomaly -> anomaly.direction().code())
        .containsExactly("above", "above");
    assertThat(AnomalyDetector.detect(reading("-1", "50"), strict)).isEmpty();
  }
}
