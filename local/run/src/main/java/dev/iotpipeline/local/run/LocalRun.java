package dev.iotpipeline.local.run;

import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.page.Audience;
import dev.iotpipeline.local.run.page.Controls;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.Overload;
import dev.iotpipeline.local.run.view.Pace;
import dev.iotpipeline.local.run.view.RunView;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.SimulationListener;
import dev.iotpipeline.simulator.SimulationSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run from the first reading to the verdict: produce, drain, compare, and say how it went. */
final class LocalRun {

  /** The convention of shells: 128 and the number of the signal; Ctrl-C sends signal 2. */
  static final int ABORTED = 130;

  /** A failed alert waits one minute, then two, before it is tried again, as on AWS. */
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(5);

  /** After Ctrl-C, the user wants the summary but does not want to wait long for it. */
  private static final Duration DRAIN_LIMIT_AFTER_STOP = Duration.ofSeconds(15);

  private static final double NANOS_PER_SECOND = 1e9;

  private final LocalPipeline pipeline;
  private final RunView view;
  private final RunOptions options;
  private final FleetPlan plan;
  private final Controls controls;
  private final Audience audience;
  private final Abort abort;
  private final Failure failure;
  private final Overload overload = new Overload();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean draining;
  private volatile long failedBatches;

  /**
   * @param plan what the simulator publishes; without a simulator, its duration bounds the wait
   * @param controls what can happen to the run meanwhile
   * @param audience is told how it goes
   * @param abort interrupts the thread that calls {@link #run}
   * @param failure is told of what ends the run before its verdict
   */
  LocalRun(
      LocalPipeline pipeline,
      RunView view,
      RunOptions options,
      FleetPlan plan,
      Controls controls,
      Audience audience,
      Abort abort,
      Failure failure) {
    this.pipeline = pipeline;
    this.view = view;
    this.options = options;
    this.plan = plan;
    this.controls = controls;
    this.audience = audience;
    this.abort = abort;
    this.failure = failure;
  }

  /**
   * Runs until the bound of the plan or Ctrl-C, then waits until everything is handled. The second
   * Ctrl-C ends that wait.
   *
   * @param listeners are told of each message that the simulator publishes
   * @return the exit code
   */
  int run(List<SimulationListener> listeners, InterruptHook hook) {
    announce();
    Simulation simulation =
        options.noSimulator ? null : pipeline.simulation(plan, listeners, controls.hand());
    hook.onInterrupt(() -> onInterrupt(simulation));
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    try {
      if (options.restartsDatabase()) {
        controls.outage().begin();
      }
      SimulationSummary produced = produce(simulation);
      draining = true;
      Backlog left = pipeline.backlog();
      overload.ended(left.iteratorAge(), isDisturbed(left));
      audience.producersEnded();
      controls.outage().awaitEnd();
      if (!drain()) {
        return aborted();
      }
      ticker.shutdownNow();
      view.say("Comparing the table with what was sent...");
      return conclude(pipeline.summary(), produced, hook);
    } catch (InterruptedException | RuntimeException | OutOfMemoryError e) {
      if (!abort.isAsked()) {
        failure.accept(e);
      }
      return aborted();
    } finally {
      ticker.shutdownNow();
    }
  }

  private void announce() {
    if (options.log != null) {
      view.say("  logs      " + options.log);
    }
    if (options.report != null) {
      view.say("  report    " + options.report.resolve("report.html") + " (at the end)");
    }
    if (options.article) {
      view.say("  article   LATEST, no quarantine, no ledger, no shadows");
    }
    if (options.faults != null) {
      view.say("  faults    " + options.faults + ": " + options.faults.description());
    }
    boolean bounded = plan.duration() != null || plan.count() != null;
    view.say(
        options.noSimulator
            ? "Waiting for producers. Ctrl-C ends the run."
            : plan.devices()
                + " devices publish with "
                + FleetOptions.toRepeat(plan, LocalCommand.SCENARIO)
                + (bounded ? "." : " until Ctrl-C."));
  }

  /** The first Ctrl-C ends the producing; one that comes later ends the run. */
  private void onInterrupt(@Nullable Simulation simulation) {
    if (draining || stopped.getCount() == 0) {
      view.say("Aborting: what is not handled yet is not waited for.");
      abort.run();
      return;
    }
    view.say("Stopping: what is under way is handled first. Ctrl-C again ends the wait.");
    stopped.countDown();
    if (simulation != null) {
      simulation.stop();
    }
  }

  /** The executor would keep what goes wrong to itself, and tick no more. */
  private void tick() {
    try {
      failure.look();
      show();
    } catch (RuntimeException | Error e) {
      failure.accept(e);
    }
  }

  private void show() {
    Backlog backlog = pipeline.backlog();
    if (draining && backlog.alerts() > 0) {
      view.waiting(backlog.alerts(), backlog.untilNextAlert());
      return;
    }
    LiveCounts counts = pipeline.counts();
    view.tick(counts);
    if (!draining) {
      overload.second(counts, backlog.iteratorAge(), isDisturbed(backlog)).ifPresent(view::say);
    }
  }

  /** By what happened since the last call; only one thread calls at a time. */
  private boolean isDisturbed(Backlog backlog) {
    boolean hasFailed = backlog.failedBatches() > failedBatches;
    failedBatches = backlog.failedBatches();
    return options.faults != null || hasFailed || controls.disturbsDatabase();
  }

  private @Nullable SimulationSummary produce(@Nullable Simulation simulation)
      throws InterruptedException {
    if (simulation == null) {
      // Without a bound, 292 million years are long enough.
      long limit = plan.duration() == null ? Long.MAX_VALUE : plan.duration().toMillis();
      stopped.await(limit, TimeUnit.MILLISECONDS);
      return null;
    }
    SimulationSummary produced = simulation.run();
    if (abort.isAsked()) {
      throw new InterruptedException("the simulator ends in order when it is interrupted");
    }
    if (produced.failed() > 0) {
      view.say(produced.failed() + " readings could not be published.");
    }
    produced.shortfall().ifPresent(view::say);
    return produced;
  }

  /** Returns whether there can be a verdict; false if the time after Ctrl-C is over. */
  private boolean drain() throws InterruptedException {
    pipeline.stopTaking();
    boolean wasStopped = stopped.getCount() == 0;
    Duration limit = wasStopped ? DRAIN_LIMIT_AFTER_STOP : DRAIN_LIMIT;
    if (pipeline.drain(limit)) {
      return true;
    }
    view.say(
        "Not everything was handled within "
            + limit.toSeconds()
            + " s. What still waits counts as lost or missed below.");
    return !wasStopped;
  }

  private int aborted() {
    view.aborted(pipeline.counts());
    // An interrupted thread closes the pipeline and does not wait for work in progress.
    abort.run();
    return ABORTED;
  }

  /** The exit code and the report come first: whoever has no more patience still has them. */
  private int conclude(
      RunSummary summary, @Nullable SimulationSummary produced, InterruptHook hook) {
    int exitCode = hook.exitCode(summary.isClean() ? 0 : 1);
    List<String> words = RunView.words(summary, complaints(produced));
    tellAudience(summary, words);
    view.summary(words, summary.isClean());
    if (options.json) {
      view.say(RunView.json(summary));
    }
    return exitCode;
  }

  private void tellAudience(RunSummary summary, List<String> words) {
    try {
      audience.ended(summary, words);
    } catch (IOException e) {
      failure.accept(
          new UncheckedIOException("the report cannot be written: " + e.getMessage(), e));
    }
  }

  private List<String> complaints(@Nullable SimulationSummary produced) {
    Pace pace = produced == null ? null : pace(produced);
    return Stream.of(
            produced == null ? Optional.<String>empty() : produced.shortfall(),
            pace == null ? Optional.<String>empty() : pace.complaint(),
            overload.complaint())
        .flatMap(Optional::stream)
        .toList();
  }

  private @Nullable Pace pace(SimulationSummary produced) {
    Duration interval = plan.interval();
    // Silent devices publish less, and are meant to.
    return interval.isZero() || plan.scenario() == Scenario.SILENT || controls.hand().hasSilenced()
        ? null
        : new Pace(
            plan.devices() * NANOS_PER_SECOND / interval.toNanos(),
            produced.ratePerSecond(),
            produced.throttled(),
            produced.elapsed());
  }
}
