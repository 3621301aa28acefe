package dev.iotpipeline.local.run;

import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.faults.Disturbance;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.RunView;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.SimulationSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run from the first reading to the summary: produce, drain, compare. */
final class LocalRun {

  /** A failed alert waits one minute, then two, before it is tried again, as on AWS. */
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(5);

  /** Who has pressed Ctrl-C wants to see the summary, but not to wait for it. */
  private static final Duration DRAIN_LIMIT_AFTER_STOP = Duration.ofSeconds(15);

  private static final Duration DRAIN_SLICE = Duration.ofMillis(500);

  private final LocalPipeline pipeline;
  private final RunView view;
  private final Disturbance disturbance;
  private final Optional<Simulation> simulation;
  private final Optional<Duration> duration;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<SimulationSummary> produced = Optional.empty();
  private volatile boolean draining;
  private volatile boolean aborted;

  /**
   * @param simulation what publishes; empty to leave that to others
   * @param duration how long to wait for the others; empty until {@link #stop}
   */
  LocalRun(
      LocalPipeline pipeline,
      RunView view,
      Disturbance disturbance,
      Optional<Simulation> simulation,
      Optional<Duration> duration) {
    this.pipeline = pipeline;
    this.view = view;
    this.disturbance = disturbance;
    this.simulation = simulation;
    this.duration = duration;
  }

  /** Runs until its bound or {@link #stop}, then drains; empty if that was aborted. */
  Optional<RunSummary> run() throws InterruptedException {
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    try {
      ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
      disturbance.begin();
      produce();
      draining = true;
      disturbance.awaitEnd();
      drain();
    } finally {
      ticker.shutdownNow();
    }
    if (aborted) {
      return Optional.empty();
    }
    view.say("Comparing the table with what was sent...");
    return Optional.of(pipeline.summary());
  }

  private void tick() {
    int alerts = pipeline.alertsToRetry();
    if (draining && alerts > 0) {
      view.waiting(alerts, pipeline.untilNextAlert().orElse(Duration.ZERO));
    } else {
      view.tick(pipeline.counts());
    }
  }

  private void produce() throws InterruptedException {
    if (simulation.isPresent()) {
      produced = Optional.of(simulation.get().run());
      if (unpublished() > 0) {
        view.say(unpublished() + " readings could not be published.");
      }
    } else if (duration.isPresent()) {
      stopped.await(duration.get().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      stopped.await();
    }
  }

  /** In slices, because Ctrl-C may come in the middle and ends the wait. */
  private void drain() throws InterruptedException {
    pipeline.stopTaking();
    Instant start = Instant.now();
    while (!aborted && !pipeline.drain(DRAIN_SLICE)) {
      boolean wasStopped = stopped.getCount() == 0;
      Duration limit = wasStopped ? DRAIN_LIMIT_AFTER_STOP : DRAIN_LIMIT;
      if (Instant.now().isAfter(start.plus(limit))) {
        view.say("Not everything was handled within " + limit.toSeconds() + " s.");
        aborted = wasStopped;
        return;
      }
    }
  }

  /** What came of the simulator; known once {@link #run} has returned. */
  Optional<SimulationSummary> produced() {
    return produced;
  }

  /** How many readings the simulator had to give up; known once {@link #run} has returned. */
  long unpublished() {
    return produced.map(SimulationSummary::failed).orElse(0L);
  }

  /**
   * Ends the producing; {@link #run} then drains and returns. If it drains already, ends that. From
   * any thread.
   */
  void stop() {
    if (draining) {
      aborted = true;
      view.say("Aborting: what is not handled yet is not waited for.");
      return;
    }
    view.say("Stopping: what is under way is handled first.");
    stopped.countDown();
    simulation.ifPresent(Simulation::stop);
  }
}
