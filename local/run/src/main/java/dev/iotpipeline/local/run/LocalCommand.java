package dev.iotpipeline.local.run;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.PortUnavailableException;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.InterruptHook;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.Terminal;
import dev.iotpipeline.simulator.TruthFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** The command line of {@code ./run-local}. */
@Command(
    name = "run-local",
    description = "Runs the whole pipeline on this machine: no AWS account, no Docker.",
    mixinStandardHelpOptions = true,
    version = "1.0.0",
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class LocalCommand implements Callable<Integer> {

  /** Each shard has its threads; a stream of a hundred is more than two cores can feed. */
  private static final int MOST_SHARDS = 100;

  /** Draining is bounded by itself; comparing takes as long as DynamoDB Local takes to be read. */
  private static final Duration LONGEST_GOODBYE = Duration.ofMinutes(10);

  @Spec private CommandSpec spec;
  @Mixin private FleetOptions fleet;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Name of the stream, or KINESIS_STREAM_NAME (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:KINESIS_STREAM_NAME:-iot-telemetry-stream}")
  private String streamName;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description =
          "Shards of the stream; each takes 1,000 readings/s (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int shards;

  @Option(
      names = "--no-simulator",
      description = "Just the endpoints, for any other producer; --duration bounds the wait.")
  private boolean noSimulator;

  @Option(
      names = "--kinesis-port",
      paramLabel = "N",
      description = "Port of the Kinesis endpoint, 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "4567")
  private int kinesisPort;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "N",
      description = "Port of DynamoDB Local, 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "8000")
  private int dynamoDbPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the database in this folder (default: in memory).")
  private Optional<Path> data;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the summary to this file as JSON.")
  private Optional<Path> report;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Write a JSON line per reading with the anomalies it has to raise.")
  private Optional<Path> truth;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      description =
          "Let things go wrong on purpose: ${COMPLETION-CANDIDATES}. README says what each does.",
      completionCandidates = FaultScenarioConverter.class,
      converter = FaultScenarioConverter.class)
  private Optional<FaultScenario> faults;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write what the functions log to this file, JSON lines.")
  private Optional<Path> log;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** One line for what the user can put right; a stack trace is for faults of this program. */
  static CommandLine commandLine() {
    return new CommandLine(new LocalCommand())
        .setParameterExceptionHandler(
            (error, arguments) -> {
              PrintWriter err = error.getCommandLine().getErr();
              err.println("run-local: " + error.getMessage());
              err.flush();
              return CommandLine.ExitCode.USAGE;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    InterruptHook hook = new InterruptHook(LONGEST_GOODBYE);
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = runPipeline(hook);
      return exitCode;
    } finally {
      hook.finished(exitCode);
    }
  }

  /** Before anything is started: an option that is wrong at the end of a run would cost the run. */
  private void checkOptions() {
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
      throw usageError(e.getMessage());
    }
  }

  /** What nobody heeds is refused: whoever says it expects something of it. */
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

  private int runPipeline(InterruptHook hook) throws InterruptedException {
    RunView view = new RunView(spec.commandLine().getOut(), Terminal.isInteractive());
    PipelineSettings settings = PipelineSettings.load();
    FaultPlan plan = faults.map(FaultScenario::plan).orElse(FaultPlan.NONE);
    try (FunctionLog functionLog = FunctionLog.to(log);
        DataFolder folder = DataFolder.of(data, restartsDatabase())) {
      view.say("Starting DynamoDB Local and the Kinesis endpoint, and warming up...");
      try (DynamoDbLocalProcess dynamoDb = DynamoDbLocalProcess.start(dynamoDbPort, folder.path());
          LocalPipeline pipeline =
              new LocalPipeline(
                  dynamoDb.uri(),
                  options(),
                  settings,
                  Surroundings.real(plan, view::alert, functionLog.events()))) {
        Rehearsal.run(dynamoDb.uri(), settings);
        pipeline.start();
        dynamoDb.onDeath(() -> databaseDied(dynamoDb, view, hook));
        view.say("  Kinesis   " + pipeline.kinesisUri() + "  stream " + streamName);
        view.say(
            "  DynamoDB  " + dynamoDb.uri() + "  table " + PipelineTables.Names.DEFAULT.readings());
        return run(pipeline, settings, disturbance(dynamoDb, view), view, hook);
      }
    } catch (BindException | PortUnavailableException e) {
      throw usageError(e.getMessage());
    } catch (IOException e) {
      throw usageError("cannot run: " + e.getMessage());
    } catch (SdkException e) {
      throw usageError("DynamoDB Local does not answer any more: " + e.getMessage());
    }
  }

  private boolean restartsDatabase() {
    return faults.map(FaultScenario::restartsDatabase).orElse(false);
  }

  private LocalRun.Disturbance disturbance(DynamoDbLocalProcess dynamoDb, RunView view) {
    return restartsDatabase() ? new DatabaseOutage(dynamoDb, view) : LocalRun.Disturbance.NONE;
  }

  /** Without its database a run can only end. */
  private static void databaseDied(
      DynamoDbLocalProcess dynamoDb, RunView view, InterruptHook hook) {
    view.say("DynamoDB Local has ended by itself. It last said:");
    view.say(dynamoDb.lastWords());
    hook.interrupt();
  }

  private LocalPipeline.Options options() {
    return new LocalPipeline.Options(streamName, shards, kinesisPort, PipelineTables.Names.DEFAULT);
  }

  private int run(
      LocalPipeline pipeline,
      PipelineSettings settings,
      LocalRun.Disturbance disturbance,
      RunView view,
      InterruptHook hook)
      throws InterruptedException, IOException {
    // The plan is made anew: by now some seconds have passed, and devices send what they measure.
    FleetPlan plan = fleet.toPlan(Clock.systemUTC());
    announce(view, plan);
    if (noSimulator) {
      return run(
          new LocalRun(pipeline, view, disturbance, Optional.empty(), plan.duration()), view, hook);
    }
    if (truth.isEmpty()) {
      Simulation simulation = pipeline.simulation(plan, List.of());
      return run(
          new LocalRun(pipeline, view, disturbance, Optional.of(simulation), Optional.empty()),
          view,
          hook);
    }
    try (TruthFile file = new TruthFile(truth.get(), settings.thresholds())) {
      Simulation simulation = pipeline.simulation(plan, List.of(file));
      return run(
          new LocalRun(pipeline, view, disturbance, Optional.of(simulation), Optional.empty()),
          view,
          hook);
    }
  }

  private void announce(RunView view, FleetPlan plan) {
    log.ifPresent(file -> view.say("  logs      " + file));
    faults.ifPresent(
        scenario -> view.say("  faults    " + scenario.code() + ": " + scenario.description()));
    view.say(
        noSimulator
            ? "Waiting for producers. Ctrl-C ends the run."
            : plan.devices()
                + " devices publish with "
                + FleetOptions.toRepeat(plan)
                + until(plan));
  }

  private static String until(FleetPlan plan) {
    return plan.duration().isPresent() || plan.count().isPresent() ? "." : " until Ctrl-C.";
  }

  /** Ctrl-C ends the producing; the summary still comes, and decides the exit code. */
  private int run(LocalRun run, RunView view, InterruptHook hook)
      throws InterruptedException, IOException {
    hook.onInterrupt(
        () -> {
          view.say("Stopping: what is under way is handled first.");
          run.stop();
        });
    RunSummary summary = run.run();
    view.summary(summary);
    if (report.isPresent()) {
      Files.writeString(report.get(), RunView.json(summary) + "\n", StandardCharsets.UTF_8);
    }
    return summary.isClean() && run.unpublished() == 0 ? 0 : 1;
  }

  private CommandLine.ParameterException usageError(@Nullable String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
