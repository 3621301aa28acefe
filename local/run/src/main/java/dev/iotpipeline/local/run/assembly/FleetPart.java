package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.fleet.FleetWindow;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import dev.iotpipeline.local.aws.lambda.mapping.EventSourceMapping;
import dev.iotpipeline.local.aws.lambda.mapping.MappingSettings;
import dev.iotpipeline.local.run.faults.FaultInjector;
import dev.iotpipeline.local.run.verdict.FleetCheck;
import dev.iotpipeline.local.run.verdict.FleetScore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What keeps the fleet's statistics: a function, and its own mapping on the stream. */
final class FleetPart implements AutoCloseable {

  final EventSourceMapping mapping;
  private final HandlerFunction function;
  private final Clock clock;

  /** The window that the run began in has begun before it. */
  private final Instant firstWindow;

  FleetPart(
      LocalStream stream,
      HandlerFunction function,
      MappingSettings settings,
      Environment environment) {
    this.function = function;
    this.clock = environment.clock();
    this.firstWindow = clock.instant().minus(settings.tumblingWindow());
    // There is no failure destination: who puts its batches back does it for the consumer too.
    this.mapping =
        new EventSourceMapping(
            stream,
            function,
            settings,
            batch -> {},
            RetryBackoff.DEFAULT,
            clock,
            Environment::requestId,
            environment.log());
  }

  void start(Thread.UncaughtExceptionHandler onDeath) {
    mapping.start(onDeath);
  }

  /** Waits until the last window has ended and is kept; returns whether it was in time. */
  boolean awaitIdle(Duration limit) throws InterruptedException {
    return mapping.awaitIdle(limit);
  }

  /** The windows of this run that begin then or later. */
  List<FleetWindow> windows(PipelineTables tables, Instant from) {
    return tables.fleetWindows(from.isBefore(firstWindow) ? firstWindow : from, clock.instant());
  }

  /** Compares all windows of this run, and their metrics, with what the stream took. */
  FleetCheck check(
      FleetScore score, PipelineTables tables, LocalMetrics metrics, FaultInjector faults) {
    return score.check(
        readableWindows(tables),
        Math.round(metrics.sum(ResourceNames.FLEET_NAMESPACE, "Readings")),
        faults.windowsInDoubt());
  }

  /** None if somebody has changed one so that it cannot be read: the verdict then names it. */
  private List<FleetWindow> readableWindows(PipelineTables tables) {
    try {
      return windows(tables, firstWindow);
    } catch (IllegalStateException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    mapping.close();
    function.close();
  }
}
