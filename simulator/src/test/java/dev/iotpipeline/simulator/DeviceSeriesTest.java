package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceSeriesTest {

  private static final int MANY = 100_000;

  private final AnomalyDetector detector = new AnomalyDetector(Thresholds.DEFAULT);

  @Test
  void normalReadingsFillTheirRangesAndNoMore() {
    List<Reading> readings = readings(Plans.anomalous(0), MANY);

    assertRange(readings, Reading::temperature, "15.00", "35.00");
    assertRange(readings, Reading::humidity, "30.00", "80.00");
    assertThat(lowest(readings, Reading::pressure)).isBetween(hundredths("950"), hundredths("951"));
    assertThat(highest(readings, Reading::pressure))
        .isBetween(hundredths("1049"), hundredths("1050"));
    assertThat(readings).allMatch(reading -> detector.detect(reading).isEmpty());
  }

  @Test
  void everyNumberHasTwoDecimals() {
    for (Reading reading : readings(Plans.anomalous(0.5), 1_000)) {
      for (Measurement measurement : Measurement.values()) {
        assertThat(reading.value(measurement).scale()).isEqualTo(2);
      }
    }
  }

  @Test
  void anAnomalyRaisesTheTemperatureAboveTheNormalMaximum() {
    List<Reading> readings = readings(Plans.anomalous(1), MANY);

    assertRange(readings, Reading::temperature, "46.00", "60.00");
  }

  @Test
  void anAnomalyIsAlsoAHumiditySpikeHighOrLow() {
    List<Reading> readings = readings(Plans.anomalous(1), MANY);
    List<Reading> damp = withHumidity(readings, Direction.ABOVE);
    List<Reading> dry = withHumidity(readings, Direction.BELOW);

    assertRange(damp, Reading::humidity, "91.00", "99.00");
    assertRange(dry, Reading::humidity, "5.00", "19.00");
    assertThat(damp.size() + dry.size()).isEqualTo(MANY);
    assertThat(damp.size()).isBetween(MANY * 49 / 100, MANY * 51 / 100);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 4800, 5200", "0.5, 49500, 50500", "0.001, 70, 130"})
  void theConfiguredProbabilityHolds(double probability, int fewest, int most) {
    long anomalies =
        readings(Plans.anomalous(probability), MANY).stream()
            .filter(reading -> !detector.detect(reading).isEmpty())
            .count();

    assertThat(anomalies).isBetween((long) fewest, (long) most);
  }

  /** Written out, so that the test fails if our generator or the JDK's changes. */
  @Test
  void theSameSeedGivesTheSameBytesOnEveryJdk() {
    assertThat(text(readings(Plans.anomalous(0.5), 5)))
        .containsExactly(
            "{\"device_id\":\"sensor-001\",\"timestamp\":\"2026-11-23T10:15:30.123456+00:00\","
                + "\"temperature\":29.84,\"humidity\":50.88,\"pressure\":1009.15,"
                + "\"firmware_version\":\"1.2.0\"}",
            "{\"device_id\":\"sensor-001\",\"timestamp\":\"2026-11-23T10:15:30.124456+00:00\","
                + "\"temperature\":22.96,\"humidity\":47.28,\"pressure\":1041.08,"
                + "\"firmware_version\":\"1.2.0\"}",
            "{\"device_id\":\"sensor-001\",\"timestamp\":\"2026-11-23T10:15:30.125456+00:00\","
                + "\"temperature\":25.86,\"humidity\":59.21,\"pressure\":1004.69,"
                + "\"firmware_version\":\"1.2.0\"}",
            "{\"device_id\":\"sensor-001\",\"timestamp\":\"2026-11-23T10:15:30.126456+00:00\","
                + "\"temperature\":50.29,\"humidity\":11.04,\"pressure\":1019.59,"
                + "\"firmware_version\":\"1.2.0\"}",
            "{\"device_id\":\"sensor-001\",\"timestamp\":\"2026-11-23T10:15:30.127456+00:00\","
                + "\"temperature\":16.26,\"humidity\":35.30,\"pressure\":1004.75,"
                + "\"firmware_version\":\"1.2.0\"}");
  }

  @Test
  void anotherSeedGivesAnotherSeries() {
    assertThat(text(readings(Plans.seeded(1), 10)))
        .doesNotContainAnyElementsOf(text(readings(Plans.seeded(2), 10)));
  }

  @Test
  void theDevicesOfAFleetAreIndependent() {
    HashSet<List<BigDecimal>> values = new HashSet<>();
    for (DeviceSeries series : DeviceSeries.ofFleet(Plans.counted(50, 1))) {
      for (int n = 0; n < 200; n++) {
        Reading reading = series.next(Plans.START);
        values.add(List.of(reading.temperature(), reading.humidity(), reading.pressure()));
      }
    }

    // Two independent series of 10,000 readings hardly share one. A shifted series shares nearly
    // all.
    assertThat(values).hasSizeGreaterThan(9_990);
  }

  @Test
  void neitherTheSizeOfTheFleetNorItsPaceChangesASeries() {
    Reading ofFew = DeviceSeries.ofFleet(Plans.counted(2, 10)).get(1).next(Plans.START);
    Reading ofMany =
        DeviceSeries.ofFleet(Plans.paced(500, Duration.ofSeconds(3))).get(1).next(Plans.START);

    assertThat(ofMany).isEqualTo(ofFew);
  }

  @ParameterizedTest
  @CsvSource({
    "1, sensor-001",
    "25, sensor-025",
    "999, sensor-999",
    "1000, sensor-1000",
    "100000, sensor-100000",
  })
  void idsAreAsWideAsTheFleetNeeds(int devices, String lastId) {
    List<DeviceSeries> fleet = DeviceSeries.ofFleet(Plans.counted(devices, 1));
    String first = fleet.get(0).next(Plans.START).deviceId();

    assertThat(fleet.get(devices - 1).next(Plans.START).deviceId()).isEqualTo(lastId);
    assertThat(first).hasSameSizeAs(lastId).endsWith("01");
  }

  private static List<Reading> readings(FleetPlan plan, int count) {
    DeviceSeries series = DeviceSeries.ofFleet(plan).get(0);
    Schedule schedule = new Schedule(plan);
    return LongStream.range(0, count).mapToObj(n -> series.next(schedule.timestamp(0, n))).toList();
  }

  private static List<String> text(List<Reading> readings) {
    return readings.stream()
        .map(reading -> new String(ReadingJson.write(reading), StandardCharsets.UTF_8))
        .toList();
  }

  private List<Reading> withHumidity(List<Reading> readings, Direction direction) {
    return readings.stream()
        .filter(
            reading ->
                detector.detect(reading).stream()
                    .anyMatch(
                        anomaly ->
                            anomaly.measurement() == Measurement.HUMIDITY
                                && anomaly.direction() == direction))
        .toList();
  }

  private static void assertRange(
      List<Reading> readings, Function<Reading, BigDecimal> value, String low, String high) {
    assertThat(lowest(readings, value)).isEqualTo(low);
    assertThat(highest(readings, value)).isEqualTo(high);
  }

  private static BigDecimal lowest(List<Reading> readings, Function<Reading, BigDecimal> value) {
    return readings.stream().map(value).min(BigDecimal::compareTo).orElseThrow();
  }

  private static BigDecimal highest(List<Reading> readings, Function<Reading, BigDecimal> value) {
    return readings.stream().map(value).max(BigDecimal::compareTo).orElseThrow();
  }

  private static BigDecimal hundredths(String whole) {
    return new BigDecimal(whole).setScale(2);
  }
}
