package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the devices of a scenario measure, and what can be seen in it. */
final class ScenarioReadings {

  static final int DEVICES = 6;
  static final BigDecimal THRESHOLD = new BigDecimal("45");

  private static final int SEEDS = 5;

  private ScenarioReadings() {}

  /** The devices of several fleets, each with its own seed. */
  static List<List<Reading>> fleets(
      Scenario scenario, Duration interval, @Nullable Duration duration, int count) {
    List<List<Reading>> devices = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      devices.addAll(fleet(scenario, interval, duration, seed, count));
    }
    return devices;
  }

  static List<List<Reading>> fleet(
      Scenario scenario, Duration interval, @Nullable Duration duration, long seed, int count) {
    return readings(
        new FleetPlan(
            DEVICES, interval, null, duration, seed, Plans.START, 0.05, Map.of(), scenario),
        count);
  }

  static List<List<Reading>> readings(FleetPlan plan, int count) {
    Schedule schedule = new Schedule(plan);
    List<List<Reading>> devices = new ArrayList<>();
    for (DeviceSeries series : DeviceSeries.ofFleet(plan)) {
      int index = devices.size();
      devices.add(
          LongStream.range(0, count)
              .mapToObj(n -> series.next(schedule.timestamp(index, n)))
              .toList());
    }
    return devices;
  }

  static List<Reading> backwards(List<Reading> readings) {
    List<Reading> backwards = new ArrayList<>();
    readings.forEach(reading -> backwards.add(0, reading));
    return backwards;
  }

  /**
   * The most that a temperature is above one at most a minute from it and before it in the list.
   */
  static BigDecimal mostRise(List<Reading> readings) {
    BigDecimal most = BigDecimal.ZERO;
    for (int later = 0; later < readings.size(); later++) {
      for (int earlier = later - 1; earlier >= 0; earlier--) {
        Reading one = readings.get(earlier);
        Reading other = readings.get(later);
        if (Duration.between(one.timestamp(), other.timestamp()).abs().toSeconds() > 60) {
          break;
        }
        most = most.max(other.temperature().subtract(one.temperature()));
      }
    }
    return most;
  }

  /** How often the temperature comes to be above the threshold. */
  static int timesAbove(List<Reading> readings) {
    int times = 0;
    boolean wasAbove = false;
    for (Reading reading : readings) {
      boolean isAbove = reading.temperature().compareTo(THRESHOLD) > 0;
      times += isAbove && !wasAbove ? 1 : 0;
      wasAbove = isAbove;
    }
    return times;
  }
}
