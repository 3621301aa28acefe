package dev.iotpipeline.local.run;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.cli.Terminal;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess.Compiler;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.Environment;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.assembly.PipelineOptions;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.faults.DatabaseFaults;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.page.Audience;
import dev.iotpipeline.local.run.page.Controls;
import dev.iotpipeline.local.run.page.Page;
import dev.iotpipeline.local.run.page.Report;
import dev.iotpipeline.local.run.page.RunFacts;
import dev.iotpipeline.local.run.page.Watch;
import dev.iotpipeline.local.run.view.RunView;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hand;
import dev.iotpipeline.simulator.TruthFile;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

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
  private final DiskWatch disks = new DiskWatch();
  private final Failure failure = new Failure(abort, disks);

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
    this.view = new RunView(commandLine.getOut(), Terminal.isInteractive(), Terminal.hasColours());
    this.settings = options.settings();
  }

  /** Returns the exit code. */
  int run() throws InterruptedException {
    hook.onInterrupt(abort);
    try (DataFolder folder = DataFolder.of(options.data, options.restartsDatabase());
        LogFile log = new LogFile(options.log, failure)) {
      watchDisks(folder);
      failure.look();
      int exitCode = withDatabase(new EventLog(log::line, Clock.systemUTC()), folder);
      if (failure.cause().isPresent()) {
        throw explained(failure.cause().get());
      }
      return exitCode;
    } catch (InterruptedException | IOException | RuntimeException | OutOfMemoryError e) {
      if (!abort.isAsked() || failure.cause().isPresent()) {
        throw explained(failure.cause().orElse(e));
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

  private void watchDisks(DataFolder folder) {
    disks.add(options.data == null ? "the database" : "--data", folder.path());
    disks.add("--log", options.log);
    disks.add("--truth", options.truth);
    disks.add("--report", options.report);
    disks.addForRecords("temporary files", PipelineOptions.notes());
  }

  private int withDatabase(EventLog functionLog, DataFolder folder)
      throws IOException, InterruptedException {
    view.say("Starting DynamoDB Local and warming up...");
    try (DynamoDbLocalProcess dynamoDb =
            DynamoDbLocalProcess.start(options.dynamoDbPort, folder.path(), compiler());
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
        pipeline.onFailure(failure);
        pipeline.start();
        dynamoDb.onDeath(() -> databaseDied(dynamoDb));
        view.say("  Kinesis   " + pipeline.kinesisUri() + "  stream " + options.streamName);
        view.say(
            "  DynamoDB  " + dynamoDb.uri() + "  table " + PipelineTables.Names.DEFAULT.readings());
        return withPage(pipeline, plan, watch, controls);
      }
    }
  }

  private Compiler compiler() {
    boolean isBusy = !options.noSimulator && Load.of(fleet.toPlan(clock)).isHigh();
    return isBusy ? Compiler.BOTH : Compiler.FIRST;
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
    Consumer<Notification> screen = view::alert;
    Environment environment =
        Environment.real(faults, screen.andThen(watch::notified), functionLog);
    return options.noPage ? environment : environment.with(watch.tables());
  }

  private int withPage(LocalPipeline pipeline, FleetPlan plan, Watch watch, Controls controls)
      throws InterruptedException, IOException {
    try (Audience audience = new Audience(pipeline, controls, clock);
        Page page =
            options.noPage ? null : new Page(options.pagePort, pipeline, watch, controls, clock);
        TruthFile truth =
            options.truth == null ? null : new TruthFile(options.truth, settings.thresholds())) {
      if (page != null) {
        audience.add(page);
        view.say("  page      " + page.uri());
      }
      if (options.report != null) {
        audience.add(new Report(options.report, pipeline, watch));
      }
      LocalRun run =
          new LocalRun(pipeline, view, options, plan, controls, audience, abort, failure);
      return run.run(truth == null ? List.of() : List.of(truth), hook);
    }
  }

  /** Without its database, the run has to end. */
  private void databaseDied(DynamoDbLocalProcess dynamoDb) {
    view.say("DynamoDB Local has ended by itself. It last said:");
    view.say(dynamoDb.lastWords());
    failure.accept(new Failure.RunEndedException("DynamoDB Local has ended by itself"));
  }

  /** An error that the user can correct becomes one line; the rest is a bug and stays as it is. */
  private RuntimeException explained(Throwable e) throws InterruptedException {
    if (e instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    Optional<String> line = failure.line(e);
    if (line.isPresent()) {
      return new CommandLine.ParameterException(commandLine, line.get());
    }
    return new IllegalStateException("the run has failed", e);
  }
}
