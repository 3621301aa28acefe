package dev.iotpipeline.local.run;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.run.assembly.Environment;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.assembly.PipelineOptions;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.simulator.FleetPlan;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A short run of a second pipeline with a stream, a table and sinks of its own, before the first
 * real reading. It loads and compiles the classes, so that the run measures the pipeline and not
 * the start of two JVMs. On AWS, the functions' snapshots serve this purpose.
 */
final class WarmUp {

  /** They take about two seconds: a shard takes the first thousand at once. */
  private static final long READINGS = 2_000;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private WarmUp() {}

  /** Runs it, and leaves nothing behind in the database. */
  static void run(URI dynamoDb, PipelineSettings settings) throws InterruptedException {
    EventLog silent = new EventLog(line -> {}, Clock.systemUTC());
    PipelineOptions options =
        new PipelineOptions(
            "warm-up",
            1,
            0,
            PipelineTables.Names.DEFAULT.with("-warm-up-" + Instant.now().toEpochMilli()));
    try (LocalPipeline pipeline =
        new LocalPipeline(
            dynamoDb,
            options,
            settings,
            Environment.real(FaultPlan.NONE, notification -> {}, silent))) {
      try {
        pipeline.start();
        pipeline.simulation(fleet(), List.of()).run();
        pipeline.drain(LIMIT);
        pipeline.summary();
      } finally {
        delete(pipeline.tables());
      }
    }
  }

  /** Also after Ctrl-C, which interrupts this thread: --data would keep the tables. */
  private static void delete(PipelineTables tables) {
    boolean interrupted = Thread.interrupted();
    try {
      tables.delete();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FleetPlan fleet() {
    return new FleetPlan(
        100,
        Duration.ZERO,
        READINGS,
        null,
        1,
        Instant.parse("2026-11-23T10:15:30Z"),
        0.05,
        Map.of());
  }
}
