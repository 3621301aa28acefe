package dev.iotpipeline.local.run;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.kinesis.PortUnavailableException;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.local.run.faults.Disturbance;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.RunView;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  /** Draining is bounded by itself; comparing takes as long as DynamoDB Local takes to be read. */
  private static final Duration LIMIT_AFTER_CTRL_C = Duration.ofMinutes(10);

  @Spec private CommandSpec spec;
  @Mixin private FleetOptions fleet;
  @Mixin private RunOptions options;

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
    options.check(fleet);
    if (options.checkOptions) {
      return 0;
    }
    InterruptHook hook = new InterruptHook(LIMIT_AFTER_CTRL_C);
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = runPipeline(hook);
      return exitCode;
    } finally {
      hook.finished(exitCode);
    }
  }

  private int runPipeline(InterruptHook hook) throws InterruptedException {
    RunView view = new RunView(spec.commandLine().getOut(), Terminal.isInteractive());
    PipelineSettings settings = PipelineSettings.load();
    FaultPlan plan = options.faults.map(FaultScenario::plan).orElse(FaultPlan.NONE);
    try (FunctionLog functionLog = FunctionLog.to(options.log);
        DataFolder folder = DataFolder.of(options.data, restartsDatabase())) {
      view.say("Starting DynamoDB Local and the Kinesis endpoint, and warming up...");
      try (DynamoDbLocalProcess dynamoDb =
              DynamoDbLocalProcess.start(options.dynamoDbPort, folder.path());
          LocalPipeline pipeline =
              new LocalPipeline(
                  dynamoDb.uri(),
                  pipelineOptions(),
                  settings,
                  Environment.real(plan, view::alert, functionLog.events()))) {
        WarmUp.run(dynamoDb.uri(), settings);
        pipeline.start();
        dynamoDb.onDeath(() -> databaseDied(dynamoDb, view, hook));
        view.say("  Kinesis   " + pipeline.kinesisUri() + "  stream " + options.streamName);
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
    return options.faults.map(FaultScenario::restartsDatabase).orElse(false);
  }

  private Disturbance disturbance(DynamoDbLocalProcess dynamoDb, RunView view) {
    return restartsDatabase() ? new DatabaseOutage(dynamoDb, view::say) : Disturbance.NONE;
  }

  /** Without its database a run can only end. */
  private static void databaseDied(
      DynamoDbLocalProcess dynamoDb, RunView view, InterruptHook hook) {
    view.say("DynamoDB Local has ended by itself. It last said:");
    view.say(dynamoDb.lastWords());
    hook.interrupt();
  }

  private LocalPipeline.Options pipelineOptions() {
    return new LocalPipeline.Options(
        options.streamName, options.shards, options.kinesisPort, PipelineTables.Names.DEFAULT);
  }

  private int run(
      LocalPipeline pipeline,
      PipelineSettings settings,
      Disturbance disturbance,
      RunView view,
      InterruptHook hook)
      throws InterruptedException, IOException {
    // The plan is made anew: by now some seconds have passed, and devices send what they measure.
    FleetPlan plan = fleet.toPlan(Clock.systemUTC());
    announce(view, plan);
    if (options.noSimulator) {
      return run(
          new LocalRun(pipeline, view, disturbance, Optional.empty(), plan.duration()), view, hook);
    }
    if (options.truth.isEmpty()) {
      Simulation simulation = pipeline.simulation(plan, List.of());
      return run(
          new LocalRun(pipeline, view, disturbance, Optional.of(simulation), Optional.empty()),
          view,
          hook);
    }
    try (TruthFile file = new TruthFile(options.truth.get(), settings.thresholds())) {
      Simulation simulation = pipeline.simulation(plan, List.of(file));
      return run(
          new LocalRun(pipeline, view, disturbance, Optional.of(simulation), Optional.empty()),
          view,
          hook);
    }
  }

  private void announce(RunView view, FleetPlan plan) {
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
    if (options.report.isPresent()) {
      Files.writeString(options.report.get(), RunView.json(summary) + "\n", StandardCharsets.UTF_8);
    }
    return summary.isClean() && run.unpublished() == 0 ? 0 : 1;
  }

  private CommandLine.ParameterException usageError(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
