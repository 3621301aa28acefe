package dev.iotpipeline.simulator;

import dev.iotpipeline.cli.DurationConverter;
import dev.iotpipeline.cli.InstantConverter;
import dev.iotpipeline.cli.ShareConverter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a fleet does, for any command to mix in. */
public final class FleetOptions {

  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  /** Drawn seeds are short, because people type them again. */
  private static final long DRAWN_SEEDS = 1_000_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "Devices of the fleet (default: ${DEFAULT-VALUE}).",
      defaultValue = "25")
  private int devices;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description =
          "From one reading of a device to its next: 500ms, 15s, 2m30s, 1h or ISO-8601; 0s for as fast"
              + " as it goes (default: 1s).",
      converter = DurationConverter.class)
  private Optional<Duration> interval;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Readings per second of the whole fleet, in place of --interval.")
  private Optional<Double> rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after this many readings of the whole fleet.")
  private Optional<Long> count;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "End after this time (default: on Ctrl-C).",
      converter = DurationConverter.class)
  private Optional<Duration> duration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of all that is random; with the same --start-time it gives the same bytes (default:"
              + " drawn, and printed).")
  private Optional<Long> seed;

  @Option(
      names = "--start-time",
      paramLabel = "TIME",
      description = "Timestamp of the first reading, ISO-8601 with an offset (default: now).",
      converter = InstantConverter.class)
  private Optional<Instant> startTime;

  @Option(
      names = "--anomaly-probability",
      paramLabel = "P",
      description =
          "Probability that a reading is anomalous, 0 to 1 or 0%% to 100%% (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "0.05",
      converter = ShareConverter.class)
  private double anomalyProbability;

  @Option(
      names = "--hostile",
      paramLabel = "KIND=SHARE[,KIND=SHARE...]",
      description =
          "Shares of the messages that are malformed, duplicate, late or same-timestamp, and of the"
              + " devices with clock-skew, each 0 to 1 or 0%% to 100%%; all=SHARE for every kind (default:"
              + " none).")
  private Optional<String> hostile;

  /**
   * What the options ask for.
   *
   * @param clock gives the start, unless {@code --start-time} does
   * @throws ParameterException if they contradict each other or lie outside their range
   */
  public FleetPlan toPlan(Clock clock) {
    check(devices >= 1 && devices <= FleetPlan.MOST_DEVICES, "--devices", devices, "1 to 100000");
    check(count.orElse(1L) >= 1, "--count", count.orElse(0L), "at least 1");
    Duration bound = duration.orElse(Duration.ofSeconds(1));
    check(
        bound.compareTo(Duration.ZERO) > 0,
        "--duration",
        DurationConverter.text(bound),
        "more than 0s");
    check(
        anomalyProbability >= 0 && anomalyProbability <= 1,
        "--anomaly-probability",
        anomalyProbability,
        "0 to 1");
    return new FleetPlan(
        devices,
        rate.isPresent() ? intervalOfRate(rate.get()) : interval(),
        count.isPresent() ? OptionalLong.of(count.get()) : OptionalLong.empty(),
        duration,
        seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(DRAWN_SEEDS)),
        startTime.orElseGet(clock::instant),
        anomalyProbability,
        hostile.map(this::hostility).orElse(Map.of()));
  }

  private Map<Hostility, Double> hostility(String text) {
    try {
      Map<Hostility, Double> shares = HostileShares.parse(text);
      check(HostileShares.fitTogether(shares), "--hostile", text, HostileShares.ALLOWED_SUM);
      return shares;
    } catch (IllegalArgumentException e) {
      throw error("--hostile is " + e.getMessage() + "; it has to be " + HostileShares.ALLOWED);
    }
  }

  /** The options that decide by chance what a fleet sends, as they would be typed. */
  public static String toRepeat(FleetPlan plan) {
    return "--seed "
        + plan.seed()
        + (plan.hostility().isEmpty() ? "" : " --hostile " + HostileShares.text(plan.hostility()));
  }

  private Duration interval() {
    Duration chosen = interval.orElse(DEFAULT_INTERVAL);
    check(
        FleetPlan.isInterval(chosen),
        "--interval",
        DurationConverter.text(chosen),
        "0s, or 1 microsecond to 1 day");
    return chosen;
  }

  private Duration intervalOfRate(double readingsPerSecond) {
    if (interval.isPresent()) {
      throw error("--interval and --rate both set the pace: give one of them");
    }
    check(
        readingsPerSecond > 0 && readingsPerSecond <= Double.MAX_VALUE,
        "--rate",
        readingsPerSecond,
        "more than 0");
    double nanos = devices / readingsPerSecond * 1e9;
    if (nanos < FleetPlan.SHORTEST_INTERVAL.toNanos()
        || nanos > FleetPlan.LONGEST_INTERVAL.toNanos()) {
      throw error(
          "--rate is "
              + readingsPerSecond
              + "; a device's readings have to be 1 microsecond to 1 day apart, also with --devices "
              + devices);
    }
    return Duration.ofNanos(Math.round(nanos));
  }

  private void check(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw error(option + " is " + value + "; it has to be " + allowed);
    }
  }

  private ParameterException error(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
