package dev.iotpipeline.local.run;

import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.faults.FaultScenarioConverter;
import dev.iotpipeline.simulator.FleetOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code ./run-local} beside those of the simulator, and what they may be. */
final class RunOptions {

  /** Each shard has its threads; a stream of a hundred is more than two cores can feed. */
  private static final int MOST_SHARDS = 100;

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Name of the stream, or KINESIS_STREAM_NAME (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:KINESIS_STREAM_NAME:-iot-telemetry-stream}")
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
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the database in this folder (default: in memory).")
  Optional<Path> data;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the summary to this file as JSON.")
  Optional<Path> report;

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
      description = "Write a JSON line per reading with the anomalies it has to raise.")
  Optional<Path> truth;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      description =
          "Let things go wrong on purpose: ${COMPLETION-CANDIDATES}. README says what each does.",
      completionCandidates = FaultScenarioConverter.class,
      converter = FaultScenarioConverter.class)
  Optional<FaultScenario> faults;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write what the functions log to this file, JSON lines.")
  Optional<Path> log;

  /** Before anything is started: an option that is wrong at the end of a run would cost the run. */
  void check(FleetOptions fleet) {
    check(shards >= 1 && shards <= MOST_SHARDS, "--shards", shards, "1 to " + MOST_SHARDS);
    checkPort("--kinesis-port", kinesisPort);
    checkPort("--dynamodb-port", dynamoDbPort);
    report.ifPresent(file -> checkWritable("--report", file));
    truth.ifPresent(file -> checkWritable("--truth", file));
    log.ifPresent(file -> checkWritable("--log", file));
    data.ifPresent(this::checkFolder);
    fleet.toPlan(Clock.systemUTC());
    checkNothingIsAskedOfNoSimulator();
    try {
      new LocalStream(streamName, shards, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw usageError(String.valueOf(e.getMessage()));
    }
    checkPortIsFree("--kinesis-port", new InetSocketAddress(LOOPBACK, kinesisPort));
    checkPortIsFree("--dynamodb-port", new InetSocketAddress(dynamoDbPort));
  }

  /** Refuses options that would have no effect: whoever gives one expects something of it. */
  private void checkNothingIsAskedOfNoSimulator() {
    if (!noSimulator) {
      return;
    }
    Set<OptionSpec> simulators =
        new HashSet<>(Objects.requireNonNull(spec.mixins().get("fleet")).options());
    simulators.add(spec.findOption("--truth"));
    simulators.remove(spec.findOption("--duration"));
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
      if (simulators.contains(given)) {
        throw usageError(
            given.longestName() + " is for the simulator; leave out either it or --no-simulator");
      }
    }
  }

  private void checkPort(String option, int port) {
    check(port >= 0 && port <= 65_535, option, port, "0 to 65535");
  }

  /** Found out now and not after the warm-up; the answer names the option. */
  private void checkPortIsFree(String option, InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      throw usageError(
          "cannot listen on port "
              + address.getPort()
              + " ("
              + e.getMessage()
              + "): stop what listens there, or choose another port with "
              + option);
    }
  }

  private void checkWritable(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file) ? Files.isWritable(file) : folder != null && Files.isWritable(folder);
    check(
        writable && !Files.isDirectory(file),
        option,
        file,
        "a file that can be written, in a folder that exists");
  }

  private void checkFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      check(false, "--data", folder, "a folder that exists or can be made");
    }
  }

  private void check(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw usageError(option + " is " + value + "; it has to be " + allowed);
    }
  }

  private CommandLine.ParameterException usageError(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
