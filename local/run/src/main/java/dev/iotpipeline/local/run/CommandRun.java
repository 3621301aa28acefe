package dev.iotpipeline.local.run;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.cli.Terminal;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.kinesis.PortUnavailableException;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.Environment;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.assembly.PipelineOptions;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.faults.DatabaseFaults;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.page.Controls;
import dev.iotpipeline.local.run.page.Page;
import dev.iotpipeline.local.run.page.RunFacts;
import dev.iotpipeline.local.run.page.Watch;
import dev.iotpipeline.local.run.view.RunView;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hand;
import dev.iotpipeline.simulator.TruthFile;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkException;

/** What the command does once its options are good: start what a run needs, warm up, and run. */
final class CommandRun {

  private final CommandLine commandLine;
  private final RunOptions options;
  private final FleetOptions fleet;
  private final InterruptHook hook;
  private final RunView view;
  private final PipelineSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final Abort abort = new Abort();
  private volatile boolean databaseDied;

  /**
   * The thread that makes it has to run it.
   *
   * @param hook tells of Ctrl-C
   */
  CommandRun(CommandLine commandLine, RunOptions options, FleetOptions fleet, InterruptHook hook) {
    this.commandLine = commandLine;
    this.options = options;
    this.fleet = fleet;
    this.hook = hook;
    this.view = new RunView(commandLine.getOut(), Terminal.isInteractive());
    this.settings = options.settings();
  }

  /** Returns the exit code. */
  int run() throws InterruptedException {
    hook.onInterrupt(abort);
    try (PrintWriter log = functionLog();
        DataFolder folder = DataFolder.of(options.data, options.restartsDatabase())) {
      return withDatabase(new EventLog(log::println, Clock.systemUTC()), folder);
    } catch (InterruptedException | IOException | RuntimeException e) {
      if (!abort.isAsked() || databaseDied) {
        throw explained(e);
      }
      view.say("Aborted during the warm-up: nothing was published.");
      return LocalRun.ABORTED;
    } finally {
      if (abort.isAsked()) {
        // The interrupt has done its work, and the caller may need the thread.
        Thread.interrupted();
      }
    }
  }

  /** Takes what the functions log: a file, or nothing at all. */
  private PrintWriter functionLog() throws IOException {
    Writer writer =
        options.log == null
            ? Writer.nullWriter()
            : Files.newBufferedWriter(options.log, StandardCharsets.UTF_8);
    return new PrintWriter(writer, true);
  }

  private int withDatabase(EventLog functionLog, DataFolder folder)
      throws IOException, InterruptedException {
    view.say("Starting DynamoDB Local and warming up...");
    try (DynamoDbLocalProcess dynamoDb =
            DynamoDbLocalProcess.start(options.dynamoDbPort, folder.path());
        DatabaseOutage outage = new DatabaseOutage(dynamoDb, folder.path() != null, view::say)) {
      WarmUp.run(dynamoDb.uri(), settings);
      if (abort.isAsked()) {
        throw new InterruptedException("Ctrl-C came, and the warm-up did not notice");
      }
      // A new plan, because the check of the options made one seconds ago: it starts now.
      FleetPlan plan = fleet.toPlan(clock);
      DatabaseFaults faults =
          new DatabaseFaults(
              options.faults == null ? FaultPlan.NONE : options.faults.plan(), outage);
      Watch watch = new Watch(facts(plan), PipelineTables.Names.DEFAULT);
      Controls controls =
          new Controls(new Hand(clock), faults, outage, dynamoDb.uri(), options.streamName);
      try (LocalPipeline pipeline =
          new LocalPipeline(
              dynamoDb.uri(),
              pipelineOptions(),
              settings,
              environment(watch, faults, functionLog))) {
        pipeline.start();
        dynamoDb.onDeath(() -> databaseDied(dynamoDb));
        view.say("  Kinesis   " + pipeline.kinesisUri() + "  stream " + options.streamName);
        view.say(
            "  DynamoDB  " + dynamoDb.uri() + "  table " + PipelineTables.Names.DEFAULT.readings());
        return withPage(pipeline, plan, watch, controls);
      }
    }
  }

  private RunFacts facts(FleetPlan plan) {
    return new RunFacts(
        options.noSimulator ? null : plan,
        settings,
        options.faults == null ? null : options.faults.toString());
  }

  private PipelineOptions pipelineOptions() {
    return new PipelineOptions(
        options.streamName, options.shards, options.kinesisPort, PipelineTables.Names.DEFAULT);
  }

  private Environment environment(Watch watch, FaultPlan faults, EventLog functionLog) {
    if (options.noPage) {
      return Environment.real(faults, view::alert, functionLog);
    }
    Consumer<Notification> screen = view::alert;
    return Environment.real(faults, screen.andThen(watch::notified), functionLog)
        .with(watch.tables());
  }

  private int withPage(LocalPipeline pipeline, FleetPlan plan, Watch watch, Controls controls)
      throws InterruptedException, IOException {
    try (Page page =
            options.noPage ? null : new Page(options.pagePort, pipeline, watch, controls, clock);
        TruthFile truth =
            options.truth == null ? null : new TruthFile(options.truth, settings.thresholds())) {
      if (page != null) {
        view.say("  page      " + page.uri());
      }
      LocalRun run = new LocalRun(pipeline, view, options, plan, controls, page, abort);
      int exitCode = run.run(truth == null ? List.of() : List.of(truth), hook);
      if (databaseDied) {
        throw usageError("DynamoDB Local has ended by itself");
      }
      return exitCode;
    }
  }

  /** Without its database, the run has to end. */
  private void databaseDied(DynamoDbLocalProcess dynamoDb) {
    databaseDied = true;
    view.say("DynamoDB Local has ended by itself. It last said:");
    view.say(dynamoDb.lastWords());
    abort.run();
  }

  /** An error that the user can correct becomes one line; the rest is a bug and stays as it is. */
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
    if (e instanceof JavalinBindException) {
      return usageError("the page cannot start: " + e.getMessage() + " (--page-port)");
    }
    return e instanceof RuntimeException fault
        ? fault
        : usageError("cannot run: " + e.getMessage());
  }

  private CommandLine.ParameterException usageError(String message) {
    return new CommandLine.ParameterException(commandLine, message);
  }
}
