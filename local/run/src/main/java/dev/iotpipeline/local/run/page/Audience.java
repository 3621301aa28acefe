package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Those who follow a run. Each second is looked at once for all of them. Safe for use by any number
 * of threads.
 */
public final class Audience implements AutoCloseable {

  /** Somebody who follows a run. Calls come one after the other. */
  public interface Member {

    /** A second has passed. */
    void second(Second second);

    /** Producers have ended: nothing more can be done to the run. */
    default void producersEnded() {}

    /**
     * The run has ended.
     *
     * @param last what passed since the last full second
     * @param words the verdict as a person reads it, in lines
     */
    void ended(Second last, RunSummary verdict, List<String> words) throws IOException;
  }

  private final LocalPipeline pipeline;
  private final Controls controls;
  private final Clock clock;
  private final List<Member> members = new ArrayList<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "audience-ticker");
            thread.setDaemon(true);
            return thread;
          });
  private LiveCounts counts = new LiveCounts(0, 0, 0, 0);

  /**
   * @param pipeline has started
   * @param controls know how the database is
   */
  public Audience(LocalPipeline pipeline, Controls controls, Clock clock) {
    this.pipeline = pipeline;
    this.controls = controls;
    this.clock = clock;
    ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** From now on somebody follows. */
  public synchronized void add(Member member) {
    members.add(member);
  }

  private synchronized void tick() {
    Second second = next();
    members.forEach(member -> member.second(second));
  }

  private Second next() {
    LiveCounts before = counts;
    counts = pipeline.counts();
    LiveCounts passed =
        new LiveCounts(
            counts.published() - before.published(),
            counts.stored() - before.stored(),
            counts.alerts() - before.alerts(),
            counts.rejected() - before.rejected());
    return new Second(
        clock.instant(),
        counts,
        passed,
        pipeline.recentLatencies(),
        pipeline.backlog(),
        controls.database());
  }

  /** Producers have ended: nothing more can be done to the run. */
  public synchronized void producersEnded() {
    members.forEach(Member::producersEnded);
  }

  /**
   * The run has ended, and nothing more is told.
   *
   * @param words the verdict as a person reads it, in lines
   * @throws IOException if a report cannot be written
   */
  public synchronized void ended(RunSummary verdict, List<String> words) throws IOException {
    ticker.shutdown();
    Second last = next();
    for (Member member : members) {
      member.ended(last, verdict, words);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
