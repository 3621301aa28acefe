package dev.iotpipeline.simulator;

import dev.iotpipeline.cli.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet of virtual devices does. Two equal plans give the same messages, byte for byte, in
 * each device's series.
 *
 * @param devices how many, 1 to 100,000
 * @param interval from one reading of a device to its next, 1 µs to 1 day; zero for as fast as it
 *     goes
 * @param count readings of the whole fleet; null for no bound
 * @param duration how long the fleet runs: no reading is due at the end or later; null for no bound
 * @param seed decides all that is random in the readings
 * @param start the time of the first reading, kept to the microsecond
 * @param anomalyProbability of a reading to be a spike, 0 to 1, in a scenario that has spikes
 * @param hostility the share of each kind, 0 to 1, among the messages (they come to 1 at most), or
 *     of {@link Hostility#CLOCK_SKEW} among the devices; empty for an honest fleet
 * @param scenario what happens to the devices
 */
public record FleetPlan(
    int devices,
    Duration interval,
    @Nullable Long count,
    @Nullable Duration duration,
    long seed,
    Instant start,
    double anomalyProbability,
    Map<Hostility, Double> hostility,
    Scenario scenario) {

  static final int MOST_DEVICES = 100_000;
  static final Duration SHORTEST_INTERVAL = Duration.of(1, ChronoUnit.MICROS);
  static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  /**
   * A reading's time has four digits for its year. The first and the last year are left for clocks
   * that are wrong, for readings that are late, and for the length of the run.
   */
  private static final Instant EARLIEST_START = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST_START = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * @throws OutOfRangeException if a value lies outside its range
   */
  public FleetPlan {
    require(devices >= 1 && devices <= MOST_DEVICES, "devices", devices, "1 to 100000");
    require(
        isInterval(interval),
        "interval",
        DurationConverter.text(interval),
        "0s, or 1 microsecond to 1 day");
    require(count == null || count >= 1, "count", count, "at least 1");
    require(
        duration == null || duration.compareTo(Duration.ZERO) > 0,
        "duration",
        duration == null ? null : DurationConverter.text(duration),
        "more than 0s");
    require(
        anomalyProbability >= 0 && anomalyProbability <= 1,
        "anomalyProbability",
        anomalyProbability,
        "0 to 1");
    hostility = inOrder(hostility);
    hostility.forEach(
        (kind, share) ->
            require(
                HostileShares.isShare(share),
                "hostility",
                kind.code() + "=" + share,
                "shares of 0 to 1"));
    require(
        HostileShares.fitTogether(hostility),
        "hostility",
        HostileShares.text(hostility),
        HostileShares.ALLOWED_SUM);
    start = Objects.requireNonNull(start, "start").truncatedTo(ChronoUnit.MICROS);
    require(
        !start.isBefore(EARLIEST_START) && start.isBefore(LATEST_START),
        "start-time",
        start,
        "in the years 0001 to 9998");
    Objects.requireNonNull(scenario, "scenario");
  }

  /** A plan of the scenario {@link Scenario#ARTICLE}. */
  public FleetPlan(
      int devices,
      Duration interval,
      @Nullable Long count,
      @Nullable Duration duration,
      long seed,
      Instant start,
      double anomalyProbability,
      Map<Hostility, Double> hostility) {
    this(
        devices,
        interval,
        count,
        duration,
        seed,
        start,
        anomalyProbability,
        hostility,
        Scenario.ARTICLE);
  }

  /** A copy that has the same order in every process, also when it is printed. */
  private static Map<Hostility, Double> inOrder(Map<Hostility, Double> hostility) {
    Map<Hostility, Double> copy = new EnumMap<>(Hostility.class);
    copy.putAll(hostility);
    return Collections.unmodifiableMap(copy);
  }

  private static boolean isInterval(Duration interval) {
    return interval.isZero()
        || (interval.compareTo(SHORTEST_INTERVAL) >= 0
            && interval.compareTo(LONGEST_INTERVAL) <= 0);
  }

  private static void require(boolean holds, String name, @Nullable Object value, String allowed) {
    if (!holds) {
      throw new OutOfRangeException(name, "is " + value + "; it has to be " + allowed);
    }
  }

  /** A component of a plan lies outside its range. */
  static final class OutOfRangeException extends IllegalArgumentException {

    private final String component;
    private final String problem;

    OutOfRangeException(String component, String problem) {
      super(component + " " + problem);
      this.component = component;
      this.problem = problem;
    }

    String component() {
      return component;
    }

    /** What it is and has to be, after its name. */
    String problem() {
      return problem;
    }
  }

  /** The ids of its devices, in the order of their numbers. */
  public List<String> deviceIds() {
    return IntStream.range(0, devices).mapToObj(index -> DeviceSeries.id(this, index)).toList();
  }
}
