package dev.iotpipeline.local.run;

import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.cli.Terminal;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.kinesis.PortUnavailableException;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.local.run.faults.Disturbance;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.Pace;
import dev.iotpipeline.local.run.view.RunView;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.SimulationListener;
import dev.iotpipeline.simulator.SimulationSummary;
import dev.iotpipeline.simulator.TruthFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkException;

/** What the command does once its options are good: warm up, run, and say how it went. */
final class CommandRun {

  /** As shells have it: 128, and 2 for the signal of Ctrl-C. */
  static final int ABORTED = 130;

  private static final double NANOS_PER_SECOND = 1e9;

  private final CommandLine commandLine;
  private final RunOptions options;
  private final FleetOptions fleet;
  private final InterruptHook hook;
  private final RunView view;
  private final PipelineSettings settings = PipelineSettings.load();
  private volatile boolean abortedInWarmUp;
  private volatile boolean databaseDied;

  /**
   * @param hook tells of Ctrl-C
   */
  CommandRun(CommandLine commandLine, RunOptions options, FleetOptions fleet, InterruptHook hook) {
    this.commandLine = commandLine;
    this.options = options;
    this.fleet = fleet;
    this.hook = hook;
    this.view = new RunView(commandLine.getOut(), Terminal.isInteractive());
  }

  /** Returns the exit code. */
  int run() throws InterruptedException {
    abortOnInterrupt(Thread.currentThread());
    try (FunctionLog functionLog = FunctionLog.to(options.log);
        DataFolder folder = DataFolder.of(options.data, restartsDatabase())) {
      int exitCode = withDatabase(functionLog, folder);
      if (exitCode == ABORTED) {
        Thread.interrupted();
      }
      return exitCode;
    } catch (InterruptedException | IOException | RuntimeException e) {
      if (abortedInWarmUp) {
        // Else the thread that waits for this command would be interrupted in its turn.
        Thread.interrupted();
        view.say("Aborted during the warm-up: nothing was published.");
        return ABORTED;
      }
      throw explained(e);
    }
  }

  private void abortOnInterrupt(Thread warmUp) {
    hook.onInterrupt(
        () -> {
          abortedInWarmUp = true;
          warmUp.interrupt();
        });
  }

  private int withDatabase(FunctionLog functionLog, DataFolder folder)
      throws IOException, InterruptedException {
    FaultPlan plan = options.faults.map(FaultScenario::plan).orElse(FaultPlan.NONE);
    view.say("Starting DynamoDB Local and warming up...");
    try (DynamoDbLocalProcess dynamoDb =
        DynamoDbLocalProcess.start(options.dynamoDbPort, folder.path().orElse(null))) {
      WarmUp.run(dynamoDb.uri(), settings);
      if (abortedInWarmUp) {
        throw new InterruptedException("Ctrl-C came, and the warm-up did not notice");
      }
      try (LocalPipeline pipeline =
          new LocalPipeline(
              dynamoDb.uri(),
              pipelineOptions(),
              settings,
              Environment.real(plan, view::alert, functionLog.events()))) {
        pipeline.start();
        dynamoDb.onDeath(() -> databaseDied(dynamoDb));
        view.say("  Kinesis   " + pipeline.kinesisUri() + "  stream " + options.streamName);
        view.say(
            "  DynamoDB  " + dynamoDb.uri() + "  table " + PipelineTables.Names.DEFAULT.readings());
        return produce(pipeline, disturbance(dynamoDb));
      }
    }
  }

  private boolean restartsDatabase() {
    return options.faults.map(FaultScenario::restartsDatabase).orElse(false);
  }

  private Disturbance disturbance(DynamoDbLocalProcess dynamoDb) {
    return restartsDatabase() ? new DatabaseOutage(dynamoDb, view::say) : Disturbance.NONE;
  }

  /** Without its database a run can only end. */
  private void databaseDied(DynamoDbLocalProcess dynamoDb) {
    databaseDied = true;
    view.say("DynamoDB Local has ended by itself. It last said:");
    view.say(dynamoDb.lastWords());
    hook.interrupt();
  }

  private LocalPipeline.Options pipelineOptions() {
    return new LocalPipeline.Options(
        options.streamName, options.shards, options.kinesisPort, PipelineTables.Names.DEFAULT);
  }

  private int produce(LocalPipeline pipeline, Disturbance disturbance)
      throws InterruptedException, IOException {
    // The plan is made anew: by now some seconds have passed, and devices send what they measure.
    FleetPlan plan = fleet.toPlan(Clock.systemUTC());
    announce(plan);
    if (options.noSimulator) {
      return conclude(
          new LocalRun(
              pipeline, view, disturbance, Optional.empty(), Optional.ofNullable(plan.duration())),
          plan,
          pipeline);
    }
    if (options.truth.isEmpty()) {
      return simulate(pipeline, disturbance, plan, List.of());
    }
    try (TruthFile file = new TruthFile(options.truth.get(), settings.thresholds())) {
      return simulate(pipeline, disturbance, plan, List.of(file));
    }
  }

  private int simulate(
      LocalPipeline pipeline,
      Disturbance disturbance,
      FleetPlan plan,
      List<SimulationListener> listeners)
      throws InterruptedException, IOException {
    return conclude(
        new LocalRun(
            pipeline,
            view,
            disturbance,
            Optional.of(pipeline.simulation(plan, listeners)),
            Optional.empty()),
        plan,
        pipeline);
  }

  private void announce(FleetPlan plan) {
    options.log.ifPresent(file -> view.say("  logs      " + file));
    options.faults.ifPresent(
        scenario -> view.say("  faults    " + scenario.code() + ": " + scenario.description()));
    view.say(
        options.noSimulator
            ? "Waiting for producers. Ctrl-C ends the run."
            : plan.devices()
                + " devices publish with "
                + FleetOptions.toRepeat(plan)
                + until(plan));
  }

  private static String until(FleetPlan plan) {
    return plan.duration() != null || plan.count() != null ? "." : " until Ctrl-C.";
  }

  /** Ctrl-C ends the producing, and once more the wait for what is under way. */
  private int conclude(LocalRun run, FleetPlan plan, LocalPipeline pipeline)
      throws InterruptedException, IOException {
    hook.onInterrupt(run::stop);
    Optional<RunSummary> summary = run.run();
    if (summary.isEmpty()) {
      if (databaseDied) {
        throw usageError("DynamoDB Local has ended by itself");
      }
      view.aborted(pipeline.counts());
      // Closing the pipeline then interrupts what is at work, where else it would wait for it.
      Thread.currentThread().interrupt();
      return ABORTED;
    }
    view.summary(summary.get(), run.produced().flatMap(produced -> pace(plan, produced)));
    String json = RunView.json(summary.get());
    if (options.json) {
      view.say(json);
    }
    if (options.report.isPresent()) {
      Files.writeString(options.report.get(), json + "\n", StandardCharsets.UTF_8);
    }
    return summary.get().isClean() && run.unpublished() == 0 ? 0 : 1;
  }

  private static Optional<Pace> pace(FleetPlan plan, SimulationSummary produced) {
    Duration interval = plan.interval();
    return interval.isZero()
        ? Optional.empty()
        : Optional.of(
            new Pace(
                plan.devices() * NANOS_PER_SECOND / interval.toNanos(),
                produced.ratePerSecond(),
                produced.throttled(),
                produced.elapsed()));
  }

  /** What the user can put right is told in a line; the rest is a fault of this program. */
  private RuntimeException explained(Exception e) throws InterruptedException {
    if (e instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (e instanceof SdkException) {
      return usageError("DynamoDB Local does not answer any more: " + e.getMessage());
    }
    if (e instanceof PortUnavailableException) {
      return usageError(String.valueOf(e.getMessage()));
    }
    return e instanceof RuntimeException fault
        ? fault
        : usageError("cannot run: " + e.getMessage());
  }

  private CommandLine.ParameterException usageError(String message) {
    return new CommandLine.ParameterException(commandLine, message);
  }
}
