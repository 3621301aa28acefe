package dev.iotpipeline.simulator;

import static dev.iotpipeline.simulator.ScenarioReadings.DEVICES;
import static dev.iotpipeline.simulator.ScenarioReadings.THRESHOLD;
import static dev.iotpipeline.simulator.ScenarioReadings.backwards;
import static dev.iotpipeline.simulator.ScenarioReadings.fleet;
import static dev.iotpipeline.simulator.ScenarioReadings.fleets;
import static dev.iotpipeline.simulator.ScenarioReadings.mostRise;
import static dev.iotpipeline.simulator.ScenarioReadings.readings;
import static dev.iotpipeline.simulator.ScenarioReadings.timesAbove;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each scenario promises, over seeds and intervals. */
final class ScenarioTest {

  @ParameterizedTest
  @ValueSource(longs = {100, 1_000, 7_000, 60_000, 3_600_000})
  void normalReadingsStayInTheirRangesAndNeverChangeMuchWithinAMinute(long millis) {
    for (List<Reading> device : fleets(Scenario.NORMAL, Duration.ofMillis(millis), null, 1_000)) {
      assertNormal(device);
      assertThat(mostRise(device)).isLessThan(new BigDecimal("3"));
      assertThat(mostRise(backwards(device))).isLessThan(new BigDecimal("3"));
    }
  }

  @Test
  void normalReadingsHaveADailyCycle() {
    for (List<Reading> device : fleets(Scenario.NORMAL, Duration.ofHours(1), null, 240)) {
      double afternoon = meanAt(device, 15);
      double night = meanAt(device, 3);
      assertThat(afternoon - night).isBetween(3.0, 10.0);
    }
  }

  @Test
  void theIntervalDoesNotChangeWhatANormalDeviceMeasures() {
    List<Reading> often = fleet(Scenario.NORMAL, Duration.ofSeconds(1), null, 1, 61).get(0);
    List<Reading> seldom = fleet(Scenario.NORMAL, Duration.ofSeconds(20), null, 1, 4).get(0);

    assertThat(seldom).containsExactly(often.get(0), often.get(20), often.get(40), often.get(60));
  }

  /** Written out, so that the test fails if a JDK or a processor computes otherwise. */
  @Test
  void theSameSeedGivesTheSameValuesOnEveryJdk() {
    assertThat(fleet(Scenario.NORMAL, Duration.ofMinutes(10), null, 1, 3).get(0))
        .map(reading -> reading.temperature() + " " + reading.humidity() + " " + reading.pressure())
        .containsExactly("21.13 40.97 978.52", "21.69 46.30 977.90", "22.53 49.06 983.14");
  }

  @Test
  void spikesAreNormalButForTheArticlesSpikes() {
    List<List<Reading>> normal = fleets(Scenario.NORMAL, Duration.ofSeconds(1), null, 1_000);
    List<List<Reading>> spiky = fleets(Scenario.SPIKES, Duration.ofSeconds(1), null, 1_000);
    int spikes = 0;
    for (int device = 0; device < normal.size(); device++) {
      for (int n = 0; n < 1_000; n++) {
        Reading reading = spiky.get(device).get(n);
        if (!reading.equals(normal.get(device).get(n))) {
          assertThat(reading.temperature()).isBetween(decimal("46"), decimal("60"));
          assertThat(
                  isBetween(reading.humidity(), "91", "99")
                      || isBetween(reading.humidity(), "5", "19"))
              .isTrue();
          spikes++;
        }
      }
    }

    // 5 % of 30,000
    assertThat(spikes).isBetween(1_350, 1_650);
  }

  @ParameterizedTest
  @CsvSource({"100, 10", "1000, 60", "1000, 20", "5000, 600", "60000, 36000"})
  void aHeatwaveTakesEachDeviceAboveTheThresholdOnce(long millis, long seconds) {
    Duration interval = Duration.ofMillis(millis);
    int readings = (int) (seconds * 1_000 / millis);
    for (List<Reading> device :
        fleets(Scenario.HEATWAVE, interval, Duration.ofSeconds(seconds), readings)) {
      List<BigDecimal> temperatures = device.stream().map(Reading::temperature).toList();
      BigDecimal base = temperatures.get(0);
      BigDecimal peak = base.add(decimal("3"));
      assertThat(base).isBetween(decimal("43"), decimal("44.5"));
      assertThat(temperatures.subList(0, readings / 10)).containsOnly(base);
      assertThat(temperatures.subList(readings / 10, readings * 4 / 10)).isSorted();
      assertThat(temperatures.subList(readings * 4 / 10 + 1, readings * 6 / 10)).containsOnly(peak);
      assertThat(backwards(device).subList(0, readings * 4 / 10).stream().map(Reading::temperature))
          .isSorted();
      assertThat(temperatures.subList(readings * 9 / 10 + 1, readings)).containsOnly(base);
      assertThat(timesAbove(device)).isEqualTo(1);
      assertThat(mostRise(device)).isLessThanOrEqualTo(decimal("3"));
    }
  }

  @Test
  void withoutAnEndThereIsAHeatwaveEachMinute() {
    for (List<Reading> device : fleets(Scenario.HEATWAVE, Duration.ofSeconds(1), null, 180)) {
      assertThat(timesAbove(device)).isEqualTo(3);
      assertThat(mostRise(device)).isLessThanOrEqualTo(decimal("3"));
    }
  }

  @Test
  void aHeatwaveSpansTheCountOfAFleetThatIsAsFastAsItGoes() {
    FleetPlan plan =
        new FleetPlan(4, Duration.ZERO, 400L, null, 1, Plans.START, 0, Map.of(), Scenario.HEATWAVE);

    assertThat(readings(plan, 100)).allMatch(device -> timesAbove(device) == 1);
  }

  @ParameterizedTest
  @CsvSource({"1000, , 120", "500, 20, 40", "100, 30, 300", "1000, 600, 600", "6000, , 100"})
  void aFastRiseIsOneOfTheTemperatureAloneAndEachDeviceHasIt(
      long millis, @Nullable Long seconds, int readings) {
    Duration duration = seconds == null ? null : Duration.ofSeconds(seconds);
    for (List<Reading> device :
        fleets(Scenario.FAST_RISE, Duration.ofMillis(millis), duration, readings)) {
      assertThat(mostRise(device)).isBetween(decimal("5.01"), decimal("9"));
      assertThat(device).allMatch(reading -> reading.temperature().compareTo(THRESHOLD) < 0);
      assertThat(device).allMatch(ScenarioTest::isNormalBesidesTemperature);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1_000, 60_000})
  void everyThirdDeviceFlaps(long millis) {
    List<List<Reading>> fleets = fleets(Scenario.FLAPPING, Duration.ofMillis(millis), null, 200);
    for (int device = 0; device < fleets.size(); device++) {
      List<Reading> readings = fleets.get(device);
      if (device % DEVICES % 3 == 0) {
        assertThat(timesAbove(readings)).isGreaterThan(20);
        assertThat(readings)
            .allMatch(reading -> isBetween(reading.temperature(), "44", "46"))
            .allMatch(ScenarioTest::isNormalBesidesTemperature);
      } else {
        assertNormal(readings);
      }
    }
  }

  @Test
  void everyThirdDeviceIsStuckAtNormalValues() {
    List<List<Reading>> fleets = fleets(Scenario.STUCK, Duration.ofMinutes(1), null, 200);
    for (int device = 0; device < fleets.size(); device++) {
      List<Reading> readings = fleets.get(device);
      Set<List<BigDecimal>> values = new HashSet<>();
      readings.forEach(
          reading ->
              values.add(List.of(reading.temperature(), reading.humidity(), reading.pressure())));
      assertNormal(readings);
      if (device % DEVICES % 3 == 0) {
        assertThat(values).hasSize(1);
      } else {
        assertThat(values).hasSizeGreaterThan(100);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ARTICLE", "HEATWAVE"})
  void aHundredDevicesShareASite(Scenario scenario) {
    assertThat(ids(scenario, 250))
        .startsWith("site-1/sensor-001", "site-1/sensor-002")
        .contains("site-1/sensor-100", "site-2/sensor-001")
        .endsWith("site-3/sensor-050")
        .doesNotHaveDuplicates();
  }

  @Test
  void aHeatwaveIsOfOneSite() {
    assertThat(ids(Scenario.HEATWAVE, 500))
        .startsWith("site-1/sensor-001")
        .endsWith("site-1/sensor-500");
  }

  @ParameterizedTest
  @EnumSource
  void theSeedDecidesWhatAFleetMeasures(Scenario scenario) {
    Duration interval = Duration.ofSeconds(1);

    List<List<Reading>> once = fleet(scenario, interval, null, 7, 100);
    assertThat(fleet(scenario, interval, null, 7, 100)).isEqualTo(once);
    assertThat(fleet(scenario, interval, null, 8, 100)).doesNotContainAnyElementsOf(once);
  }

  private static List<String> ids(Scenario scenario, int devices) {
    FleetPlan plan =
        new FleetPlan(
            devices, Duration.ofSeconds(1), null, null, 1, Plans.START, 0, Map.of(), scenario);
    return readings(plan, 1).stream().map(device -> device.get(0).deviceId()).toList();
  }

  private static double meanAt(List<Reading> hourly, int hourOfDay) {
    return hourly.stream()
        .filter(reading -> reading.timestamp().toString().contains("T%02d:".formatted(hourOfDay)))
        .mapToDouble(reading -> reading.temperature().doubleValue())
        .average()
        .orElseThrow();
  }

  private static void assertNormal(List<Reading> readings) {
    assertThat(readings)
        .allMatch(reading -> isBetween(reading.temperature(), "15", "35"))
        .allMatch(ScenarioTest::isNormalBesidesTemperature);
  }

  private static boolean isNormalBesidesTemperature(Reading reading) {
    return isBetween(reading.humidity(), "30", "80")
        && isBetween(reading.pressure(), "950", "1050");
  }

  private static boolean isBetween(BigDecimal value, String low, String high) {
    return value.compareTo(decimal(low)) >= 0 && value.compareTo(decimal(high)) <= 0;
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
