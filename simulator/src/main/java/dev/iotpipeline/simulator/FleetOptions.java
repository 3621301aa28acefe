package dev.iotpipeline.simulator;

import dev.iotpipeline.cli.DurationConverter;
import dev.iotpipeline.cli.InstantConverter;
import dev.iotpipeline.cli.ShareConverter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
  private @Nullable Duration interval;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Readings per second of the whole fleet, in place of --interval.",
      converter = RateConverter.class)
  private @Nullable BigDecimal rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after this many readings of the whole fleet.")
  private @Nullable Long count;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "End after this time (default: on Ctrl-C).",
      converter = DurationConverter.class)
  private @Nullable Duration duration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of all that is random; with the same --start-time it gives the same bytes (default:"
              + " drawn, and printed).")
  private @Nullable Long seed;

  @Option(
      names = "--start-time",
      paramLabel = "TIME",
      description = "Timestamp of the first reading, ISO-8601 with an offset (default: now).",
      converter = InstantConverter.class)
  private @Nullable Instant startTime;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = {
        "What happens to the devices (default: ${DEFAULT-VALUE}):",
        "  article: independent readings, some of them spikes",
        "  normal: values change slowly; nothing is anomalous",
        "  spikes: normal, and some readings are spikes",
        "  heatwave: one site gets hot and cools down again",
        "  fast-rise: temperatures jump below the threshold",
        "  flapping: every third device is around the threshold",
        "  stuck: every third device repeats one normal value",
        "  silent: every third device sends nothing for a while"
      },
      converter = ScenarioConverter.class)
  private Scenario scenario;

  @Option(
      names = "--anomaly-probability",
      paramLabel = "P",
      description =
          "Probability that a reading is a spike, 0 to 1 or 0%% to 100%%, in the scenarios article and"
              + " spikes (default: ${DEFAULT-VALUE}).",
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
  private @Nullable String hostile;

  /** The options of a command whose scenario is {@link Scenario#ARTICLE} by default. */
  public FleetOptions() {
    this(Scenario.ARTICLE);
  }

  /**
   * @param scenario the command's default
   */
  public FleetOptions(Scenario scenario) {
    this.scenario = scenario;
  }

  /**
   * What the options ask for.
   *
   * @param clock gives the start, unless {@code --start-time} does
   * @throws ParameterException if they contradict each other or lie outside their range
   */
  public FleetPlan toPlan(Clock clock) {
    Duration pace = rate == null ? interval() : intervalOfRate(rate);
    Map<Hostility, Double> shares = hostile == null ? Map.of() : hostility(hostile);
    try {
      return new FleetPlan(
          devices,
          pace,
          count,
          duration,
          seed == null ? ThreadLocalRandom.current().nextLong(DRAWN_SEEDS) : seed,
          startTime == null ? clock.instant() : startTime,
          anomalyProbability,
          shares,
          scenario);
    } catch (FleetPlan.OutOfRangeException e) {
      throw error(option(e.component()) + " " + e.problem());
    }
  }

  private static String option(String component) {
    return component.equals("anomalyProbability") ? "--anomaly-probability" : "--" + component;
  }

  private Duration interval() {
    return interval == null ? DEFAULT_INTERVAL : interval;
  }

  private Map<Hostility, Double> hostility(String text) {
    Map<Hostility, Double> shares;
    try {
      shares = HostileShares.parse(text);
    } catch (IllegalArgumentException e) {
      throw error("--hostile is " + e.getMessage() + "; it has to be " + HostileShares.ALLOWED);
    }
    if (!HostileShares.fitTogether(shares)) {
      throw error("--hostile is " + text + "; it has to be " + HostileShares.ALLOWED_SUM);
    }
    return shares;
  }

  /**
   * The options that decide what values a fleet sends, as they would be typed.
   *
   * @param scenario the command's default, which nobody has to type
   */
  public static String toRepeat(FleetPlan plan, Scenario scenario) {
    return (plan.scenario() == scenario ? "" : "--scenario " + plan.scenario().code() + " ")
        + "--seed "
        + plan.seed()
        + (plan.hostility().isEmpty() ? "" : " --hostile " + HostileShares.text(plan.hostility()));
  }

  private Duration intervalOfRate(BigDecimal readingsPerSecond) {
    if (interval != null) {
      throw error("--interval and --rate both set the pace: give one of them");
    }
    if (readingsPerSecond.signum() <= 0) {
      throw error("--rate is " + readingsPerSecond + "; it has to be more than 0");
    }
    // Compared before they are divided: 1e-999999999 would be a quotient with a billion digits.
    BigDecimal nanos = BigDecimal.valueOf(devices).movePointRight(9);
    BigDecimal slowest = quotient(nanos, FleetPlan.LONGEST_INTERVAL);
    BigDecimal fastest = quotient(nanos, FleetPlan.SHORTEST_INTERVAL);
    if (readingsPerSecond.compareTo(slowest) < 0 || readingsPerSecond.compareTo(fastest) > 0) {
      throw error(
          "--rate is %s; a device's readings have to be 1 microsecond to 1 day apart, also with --devices %d"
              .formatted(readingsPerSecond, devices));
    }
    return Duration.ofNanos(nanos.divide(readingsPerSecond, 0, RoundingMode.HALF_UP).longValue());
  }

  private static BigDecimal quotient(BigDecimal nanos, Duration interval) {
    return nanos.divide(BigDecimal.valueOf(interval.toNanos()), MathContext.DECIMAL64);
  }

  private static final class RateConverter implements ITypeConverter<BigDecimal> {

    @Override
    public BigDecimal convert(String text) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is no number: write 200 or 0.5");
      }
    }
  }

  private static final class ScenarioConverter implements ITypeConverter<Scenario> {

    @Override
    public Scenario convert(String text) {
      return Scenario.of(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of %s"
                          .formatted(
                              text,
                              Arrays.stream(Scenario.values())
                                  .map(Scenario::code)
                                  .collect(Collectors.joining(", ")))));
    }
  }

  private ParameterException error(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
