package dev.iotpipeline.local;

import dev.iotpipeline.local.report.RunSummary;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.telemetry.EventLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of {@code ./run-local}. */
@Command(
    name = "run-local",
    description = "Runs the whole pipeline on this machine: no AWS account, no Docker.",
    mixinStandardHelpOptions = true,
    version = "1.0.0",
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class LocalCommand implements Callable<Integer> {

  private static final int LONGEST_GOODBYE_SECONDS = 60;

  @Spec private CommandSpec spec;
  @Mixin private FleetOptions fleet;

  @Option(
      names = "--stream",
      description = "Name of the stream (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:KINESIS_STREAM_NAME:-iot-telemetry-stream}")
  private String streamName;

  @Option(
      names = "--shards",
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
      description = "Port of the Kinesis endpoint, 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "4567")
  private int kinesisPort;

  @Option(
      names = "--dynamodb-port",
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
      names = "--log",
      paramLabel = "FILE",
      description = "Write what the functions log to this file, JSON lines.")
  private Optional<Path> log;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LocalCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (shards < 1 || shards > 100) {
      throw usageError("--shards is " + shards + "; it has to be 1 to 100");
    }
    FleetPlan plan = fleet.toPlan(Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    RunView view = new RunView(out, System.console() != null);
    try (FunctionLog functionLog = FunctionLog.to(log)) {
      return run(plan, view, functionLog.events());
    } catch (BindException e) {
      throw usageError(e.getMessage());
    }
  }

  private int run(FleetPlan plan, RunView view, EventLog functionLog) throws Exception {
    LocalPipeline.Options options =
        new LocalPipeline.Options(streamName, shards, kinesisPort, dynamoDbPort, data);
    PipelineSettings settings = PipelineSettings.load();
    view.say("Starting DynamoDB Local and the Kinesis endpoint...");
    try (LocalPipeline pipeline = new LocalPipeline(options, settings, view::alert, functionLog)) {
      Optional<Simulation> simulation =
          noSimulator ? Optional.empty() : Optional.of(pipeline.simulation(plan));
      announce(view, pipeline, plan);
      LocalRun run = new LocalRun(pipeline, view, simulation, plan.duration());
      return untilDoneOrInterrupted(run, view);
    }
  }

  private void announce(RunView view, LocalPipeline pipeline, FleetPlan plan) {
    view.say("  Kinesis   " + pipeline.kinesisUri() + "  stream " + streamName);
    view.say("  DynamoDB  " + pipeline.dynamoDbUri() + "  table " + pipeline.tableName());
    log.ifPresent(file -> view.say("  logs      " + file));
    view.say(
        noSimulator
            ? "Waiting for producers. Ctrl-C ends the run."
            : plan.devices() + " devices publish with seed " + plan.seed() + until(plan));
    view.say("");
  }

  private static String until(FleetPlan plan) {
    return plan.duration().isPresent() || plan.count().isPresent() ? "." : " until Ctrl-C.";
  }

  /** Ctrl-C ends the producing; the summary still comes, and decides the exit code. */
  private int untilDoneOrInterrupted(LocalRun run, RunView view)
      throws InterruptedException, IOException {
    CountDownLatch finished = new CountDownLatch(1);
    AtomicInteger exitCode = new AtomicInteger(1);
    Thread onInterrupt = new Thread(() -> stopAndWait(run, view, finished, exitCode), "ctrl-c");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      RunSummary summary = run.run();
      view.summary(summary);
      if (report.isPresent()) {
        Files.writeString(report.get(), RunView.json(summary) + "\n", StandardCharsets.UTF_8);
      }
      exitCode.set(summary.isClean() ? 0 : 1);
    } finally {
      finished.countDown();
    }
    forget(onInterrupt);
    return exitCode.get();
  }

  private static void stopAndWait(
      LocalRun run, RunView view, CountDownLatch finished, AtomicInteger exitCode) {
    view.say("Stopping: what is under way is handled first.");
    run.stop();
    try {
      finished.await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Exit codes of a shutdown that a signal began are the signal's; halt lets the summary decide.
    Runtime.getRuntime().halt(exitCode.get());
  }

  private static void forget(Thread onInterrupt) {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException shuttingDown) {
      // The interrupt came first; the hook ends the process with the exit code that was set.
    }
  }

  private CommandLine.ParameterException usageError(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
