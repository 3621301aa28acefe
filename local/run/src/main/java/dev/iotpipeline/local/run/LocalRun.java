package dev.iotpipeline.local.run;

import dev.iotpipeline.local.run.faults.Disturbance;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.RunView;
import dev.iotpipeline.simulator.Simulation;
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

  /** Then a wait wants explaining. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration DRAIN_SLICE = Duration.ofMillis(500);

  private final LocalPipeline pipeline;
  private final RunView view;
  private final Disturbance disturbance;
  private final Optional<Simulation> simulation;
  private final Optional<Duration> duration;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long unpublished;

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

  /** Runs until its bound or {@link #stop}, then drains; returns what came of it. */
  RunSummary run() throws InterruptedException {
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    try {
      ticker.scheduleAtFixedRate(() -> view.tick(pipeline.counts()), 1, 1, TimeUnit.SECONDS);
      disturbance.begin();
      produce();
      disturbance.awaitEnd();
      drain();
    } finally {
      ticker.shutdownNow();
    }
    view.say("Comparing the table with what was sent...");
    return pipeline.summary();
  }

  private void produce() throws InterruptedException {
    if (simulation.isPresent()) {
      unpublished = simulation.get().run().failed();
      if (unpublished > 0) {
        view.say(unpublished + " readings could not be published.");
      }
    } else if (duration.isPresent()) {
      stopped.await(duration.get().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      stopped.await();
    }
  }

  /** In slices, because Ctrl-C may come in the middle and shortens the wait. */
  private void drain() throws InterruptedException {
    pipeline.stopTaking();
    Instant start = Instant.now();
    boolean waiting = false;
    while (!pipeline.drain(DRAIN_SLICE)) {
      if (!waiting && pipeline.alertsToRetry() > 0 && Instant.now().isAfter(start.plus(PATIENCE))) {
        waiting = true;
        view.say(
            "Alerts that have failed and are tried again after a minute, as on AWS: "
                + pipeline.alertsToRetry()
                + ". Ctrl-C ends the wait.");
      }
      Duration limit = stopped.getCount() == 0 ? DRAIN_LIMIT_AFTER_STOP : DRAIN_LIMIT;
      if (Instant.now().isAfter(start.plus(limit))) {
        view.say(
            "Not everything was handled within "
                + limit.toSeconds()
                + " s; the summary counts the rest as lost or missed.");
        return;
      }
    }
  }

  /** How many readings the simulator had to give up; known once {@link #run} has returned. */
  long unpublished() {
    return unpublished;
  }

  /** Ends the producing; {@link #run} then drains and returns. From any thread. */
  void stop() {
    stopped.countDown();
    simulation.ifPresent(Simulation::stop);
  }
}
