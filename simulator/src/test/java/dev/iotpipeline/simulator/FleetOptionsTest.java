package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class FleetOptionsTest {

  private final Clock clock =
      Clock.fixed(Instant.parse("2026-11-23T10:15:30.123456789Z"), ZoneOffset.UTC);

  @Command
  private static final class Any {

    @Mixin private FleetOptions fleet;
  }

  @Command
  private static final class Spiky {

    @Mixin private final FleetOptions fleet = new FleetOptions(Scenario.SPIKES);
  }

  @Test
  void withoutOptionsTwentyFiveDevicesReadOnceASecondFromNowOn() {
    FleetPlan plan = plan("");

    assertThat(plan)
        .isEqualTo(
            new FleetPlan(
                25, Duration.ofSeconds(1), null, null, plan.seed(), Plans.START, 0.05, Map.of()));
  }

  @Test
  void eachOptionIsInThePlan() {
    assertThat(
            plan(
                "--devices 3 --interval 500ms --count 7 --duration 2m --seed -5"
                    + " --start-time 2026-01-01T01:00:00+01:00 --anomaly-probability 1"))
        .isEqualTo(
            new FleetPlan(
                3,
                Duration.ofMillis(500),
                7L,
                Duration.ofMinutes(2),
                -5,
                Instant.parse("2026-01-01T00:00:00Z"),
                1,
                Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void aScenarioIsTypedByItsCode(Scenario scenario) {
    assertThat(plan("--scenario " + scenario.code()).scenario()).isEqualTo(scenario);
  }

  @Test
  void aCommandChoosesItsOwnDefaultAndItsHelpNamesIt() {
    CommandLine spiky = new CommandLine(new Spiky());
    spiky.parseArgs();

    assertThat(spiky.<Spiky>getCommand().fleet.toPlan(clock).scenario()).isEqualTo(Scenario.SPIKES);
    assertThat(spiky.getUsageMessage()).contains("What happens to the devices (default: spikes):");
    assertThat(new CommandLine(new Any()).getUsageMessage()).contains("(default: article):");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seed 7 --scenario heatwave | article | --scenario heatwave --seed 7",
        "--seed 7 --scenario heatwave | heatwave | --seed 7",
        "--seed 7 | spikes | --scenario article --seed 7",
      })
  void theScenarioIsRepeatedUnlessItIsTheDefault(String options, String usual, String repeat) {
    assertThat(FleetOptions.toRepeat(plan(options), Scenario.of(usual).orElseThrow()))
        .isEqualTo(repeat);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "late=0.5 | late=0.5",
        "late=50%,clock-skew=0.1% | late=0.5,clock-skew=0.001",
        "clock-skew=1,malformed=1e-3 | malformed=0.001,clock-skew=1.0",
        "all=0.25 | malformed=0.25,duplicate=0.25,late=0.25,clock-skew=0.25,same-timestamp=0.25",
        "malformed=1,duplicate=0 | malformed=1.0,duplicate=0.0",
      })
  void hostilityIsASharePerKind(String text, String shares) {
    Map<Hostility, Double> expected = new HashMap<>();
    for (String share : shares.split(",")) {
      String[] sides = share.split("=");
      Hostility kind = Hostility.valueOf(sides[0].toUpperCase(Locale.ROOT).replace('-', '_'));
      expected.put(kind, Double.valueOf(sides[1]));
    }

    assertThat(plan("--hostile " + text).hostility()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malformed=2 | malformed=2",
        "late=-0.1 | late=-0.1",
        "late=NaN | late=NaN",
        "late=often | late=often",
        "late=101% | late=101%",
        "late=% | late=%",
        "late=0.1,rude=0.1 | rude=0.1",
        "LATE=0.1 | LATE=0.1",
        "late | late",
        "late= | late=",
        "late=0.1=0.2 | late=0.1=0.2",
        "late=0.1,late=0.2 | late=0.2",
        "all=0.1,late=0.2 | late=0.2",
      })
  void aTextThatIsNoShareIsNamed(String text, String part) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> plan("--hostile " + text))
        .withMessage(
            "--hostile is "
                + part
                + "; it has to be KIND=SHARE[,KIND=SHARE...], each kind once and each share 0 to 1,"
                + " of the kinds malformed, duplicate, late, clock-skew, same-timestamp, or all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--start-time 9999-12-31T23:59:59Z --count 300",
        "--start-time 9999-01-01T00:00:00Z",
        "--start-time 0000-06-01T00:00:00Z"
      })
  void aStartTimeInTheLastOrTheFirstYearIsAnError(String options) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> plan(options))
        .withMessageStartingWith("--start-time is ")
        .withMessageEndingWith("; it has to be in the years 0001 to 9998");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "9998-12-31T23:59:59Z"})
  void aStartTimeInTheYearsBetweenIsNone(String time) {
    assertThat(plan("--start-time " + time).start()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all=0.26", "malformed=0.5,late=0.51", "malformed=1,same-timestamp=1"})
  void sharesOfMoreThanAllMessagesAreAnError(String text) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> plan("--hostile " + text))
        .withMessage(
            "--hostile is "
                + text
                + "; it has to be shares that come to 1 at most; only clock-skew, which is of"
                + " devices, does not count");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "15s, PT15S",
    "2m, PT2M",
    "2m30s, PT2M30S",
    "1h, PT1H",
    "PT1.5S, PT1.5S",
    "0s, PT0S",
    "PT0.000001S, PT0.000001S",
  })
  void anIntervalIsWrittenAsPeopleDo(String text, Duration interval) {
    assertThat(plan("--interval " + text).interval()).isEqualTo(interval);
  }

  @Test
  void aProbabilityMayBeAPercentage() {
    assertThat(plan("--anomaly-probability 5%").anomalyProbability()).isEqualTo(0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "--devices 10 --rate 5, PT2S",
    "--devices 1 --rate 0.5, PT2S",
    "--devices 500 --rate 2000, PT0.25S",
    "--devices 1 --rate 1000000, PT0.000001S",
  })
  void aRateIsSharedByTheDevices(String options, Duration interval) {
    assertThat(plan(options).interval()).isEqualTo(interval);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--interval 1s --rate 5 | --interval and --rate both set the pace: give one of them",
        "--rate 0 | --rate is 0; it has to be more than 0",
        "--rate -1 | --rate is -1; it has to be more than 0",
        "--rate NaN | Invalid value for option '--rate': 'NaN' is no number: write 200 or 0.5",
        "--rate 1e400 | --rate is 1E+400; a device's readings have to be 1 microsecond to 1 day"
            + " apart, also with --devices 25",
        "--rate 1e-999999999 | --rate is 1E-999999999; a device's readings have to be 1 microsecond"
            + " to 1 day apart, also with --devices 25",
        "--rate 1e9 | --rate is 1E+9; a device's readings have to be 1 microsecond to 1 day apart,"
            + " also with --devices 25",
        "--devices 0 | --devices is 0; it has to be 1 to 100000",
        "--devices 100001 | --devices is 100001; it has to be 1 to 100000",
        "--count 0 | --count is 0; it has to be at least 1",
        "--count -4 | --count is -4; it has to be at least 1",
        "--duration 0s | --duration is 0s; it has to be more than 0s",
        "--duration PT-1S | --duration is -1s; it has to be more than 0s",
        "--interval PT-1S | --interval is -1s; it has to be 0s, or 1 microsecond to 1 day",
        "--interval 25h | --interval is 90000s; it has to be 0s, or 1 microsecond to 1 day",
        "--anomaly-probability 1.01 | --anomaly-probability is 1.01; it has to be 0 to 1",
        "--anomaly-probability -0.1 | --anomaly-probability is -0.1; it has to be 0 to 1",
        "--anomaly-probability NaN | --anomaly-probability is NaN; it has to be 0 to 1",
        "--anomaly-probability 101% | --anomaly-probability is 1.01; it has to be 0 to 1",
        "--interval 5x | Invalid value for option '--interval': '5x' is no duration: write 500ms,"
            + " 15s, 2m30s, 1h or ISO-8601 such as PT1.5S",
        "--scenario Normal | Invalid value for option '--scenario': 'Normal' is none of article,"
            + " normal, spikes, heatwave, fast-rise, flapping, stuck, silent",
        "--start-time now | Invalid value for option '--start-time': 'now' is no time: write"
            + " ISO-8601 with an offset, as 2026-11-23T10:15:30Z",
        "--start-time +12026-01-01T00:00:00Z | Invalid value for option '--start-time':"
            + " +12026-01-01T00:00:00Z lies outside the years 0000 to 9999",
      })
  void aWrongOptionIsOneClearSentence(String options, String message) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> plan(options))
        .withMessage(message);
  }

  private FleetPlan plan(String options) {
    Any command = new Any();
    new CommandLine(command).parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
    return command.fleet.toPlan(clock);
  }
}
