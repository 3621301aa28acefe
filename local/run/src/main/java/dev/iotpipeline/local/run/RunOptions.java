package dev.iotpipeline.local.run;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.cli.DurationConverter;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.page.Report;
import dev.iotpipeline.simulator.FleetOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code ./run-local} that the simulator has not, and their limits. */
final class RunOptions {

  /** Each shard has threads of its own; one machine cannot feed more than a hundred shards. */
  private static final int MOST_SHARDS = 100;

  /** As the consumer takes it. */
  private static final Duration LONGEST_TIME = Duration.ofDays(1);

  /** As Lambda takes it. */
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(15);

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Name of the stream, or KINESIS_STREAM_NAME (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:KINESIS_STREAM_NAME:-" + ResourceNames.STREAM + "}")
  String streamName;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description =
          "Shards of the stream; each takes 1,000 readings/s (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  int shards;

  @Option(
      names = "--no-simulator",
      description = "Just the endpoints, for any other producer; --duration bounds the wait.")
  boolean noSimulator;

  @Option(
      names = "--kinesis-port",
      paramLabel = "N",
      description = "Port of the Kinesis endpoint, 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "4567")
  int kinesisPort;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "N",
      description = "Port of DynamoDB Local, 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "8000")
  int dynamoDbPort;

  @Option(
      names = "--page-port",
      paramLabel = "N",
      description = "Port of the page of the run, 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  int pagePort;

  @Option(names = "--no-page", description = "Serve no page.")
  boolean noPage;

  @Option(
      names = "--cooldown",
      paramLabel = "TIME",
      description =
          "Tell people when a breach begins, again after this time while it lasts, and when it is"
              + " over; one message for many devices (default: 0s, each anomalous reading is an"
              + " alert).",
      converter = DurationConverter.class)
  Duration coolDown = Duration.ZERO;

  @Option(
      names = "--silence",
      paramLabel = "TIME",
      description =
          "Tell people of devices that send nothing for so long, after up to twice that time"
              + " (default: off).",
      converter = DurationConverter.class)
  Duration silence = Duration.ZERO;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description =
          "Length of the time windows of the fleet's statistics, up to 15m (default: 5s).",
      converter = DurationConverter.class)
  @Nullable Duration window;

  @Option(
      names = "--article",
      description =
          "Behave as the original article: LATEST, no quarantine, no ledger, no"
              + " shadows. A bad record then holds up its shard, is given up after its retries, and counts as"
              + " rejected if the queue of failed batches names it. An alert may be sent again.")
  boolean article;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the database in this folder (default: in memory).")
  @Nullable Path data;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write the summary (summary.json) and a page with the charts of the whole run"
              + " (report.html) to this folder.")
  @Nullable Path report;

  @Option(names = "--json", description = "Print the summary as JSON in the last line.")
  boolean json;

  @Option(
      names = "--check-options",
      hidden = true,
      description = "Check the options and end; ./run-local does so before it builds.")
  boolean checkOptions;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "Write a JSON line per message with the anomalies it has to raise, or why it has to be"
              + " rejected.")
  @Nullable Path truth;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      description =
          "Let things go wrong on purpose: ${COMPLETION-CANDIDATES}. README says what each does.",
      converter = FaultScenarioConverter.class)
  @Nullable FaultScenario faults;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write what the functions log to this file, JSON lines.")
  @Nullable Path log;

  /** Whether the run is going to kill the database and start it again. */
  boolean restartsDatabase() {
    return faults != null && faults.restartsDatabase();
  }

  /** The settings of the file, with what the options change. */
  PipelineSettings settings() {
    Map<String, Object> changes = new HashMap<>(article ? PipelineSettings.ARTICLE : Map.of());
    changes.put("notification_cooldown_in_seconds", coolDown.toSeconds());
    changes.put("silence_in_seconds", silence.toSeconds());
    if (window != null) {
      changes.put("fleet_window_in_seconds", window.toSeconds());
    }
    return PipelineSettings.load(changes);
  }

  /** Checks all before anything is started: an error at the end would cost the whole run. */
  void check(FleetOptions fleet) {
    OptionChecks checks = new OptionChecks(spec.commandLine());
    checks.require(shards >= 1 && shards <= MOST_SHARDS, "--shards", shards, "1 to " + MOST_SHARDS);
    checkSeconds(checks, "--cooldown", coolDown);
    checkSeconds(checks, "--silence", silence);
    if (window != null) {
      checkWindow(checks, window);
    }
    checks.port("--kinesis-port", kinesisPort);
    checks.port("--dynamodb-port", dynamoDbPort);
    checks.port("--page-port", pagePort);
    checks.folder("--report", report);
    checks.folder("--data", data);
    checks.writable("--truth", truth);
    checks.writable("--log", log);
    checks.different("--truth", truth, "--log", log);
    for (String name : Report.FILES) {
      Path written = report == null ? null : report.resolve(name);
      checks.different("--truth", truth, "--report", written);
      checks.different("--log", log, "--report", written);
    }
    fleet.toPlan(Clock.systemUTC());
    checkNothingIsAskedOfNoSimulator(checks);
    try {
      new LocalStream(streamName, shards, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw checks.error(String.valueOf(e.getMessage()));
    }
    checks.portIsFree("--kinesis-port", new InetSocketAddress(LOOPBACK, kinesisPort));
    checks.portIsFree("--dynamodb-port", new InetSocketAddress(dynamoDbPort));
    if (!noPage) {
      checks.portIsFree("--page-port", new InetSocketAddress(LOOPBACK, pagePort));
    }
  }

  /** Refuses an option that would have no effect: its user expects one. */
  private void checkNothingIsAskedOfNoSimulator(OptionChecks checks) {
    if (!noSimulator) {
      return;
    }
    Set<OptionSpec> simulators =
        new HashSet<>(Objects.requireNonNull(spec.mixins().get("fleet")).options());
    simulators.add(spec.findOption("--truth"));
    simulators.remove(spec.findOption("--duration"));
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
      if (simulators.contains(given)) {
        throw checks.error(
            given.longestName() + " is for the simulator; leave out either it or --no-simulator");
      }
    }
  }

  private void checkSeconds(OptionChecks checks, String option, Duration time) {
    checks.require(
        time.toNanosPart() == 0 && time.compareTo(LONGEST_TIME) <= 0,
        option,
        DurationConverter.text(time),
        "whole seconds, a day at most");
    if (article && !time.isZero()) {
      throw checks.error(option + " needs shadows, which the article has not: leave out --article");
    }
  }

  private void checkWindow(OptionChecks checks, Duration window) {
    checks.require(
        window.toNanosPart() == 0 && !window.isZero() && window.compareTo(LONGEST_WINDOW) <= 0,
        "--window",
        DurationConverter.text(window),
        "whole seconds, 1s to 15m");
    if (article) {
      throw checks.error("--window is for the fleet's statistics, which the article has not");
    }
  }
}
