package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The page of a run: a server on the loopback address that shows what a pipeline does, and takes
 * requests to disturb it.
 */
public final class Page implements AutoCloseable {

  private static final long LAST_EVENT_MILLIS = 500;

  private final Ticks ticks;
  private final Broadcast broadcast;
  private final HandRequests hand;
  private final PageServer server;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "page-ticker");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts to serve a pipeline that has started.
   *
   * @param port where to listen; 0 for any free port
   * @param watch has watched the pipeline from its start
   * @param controls what can be done to the run
   * @throws io.javalin.util.JavalinBindException if the port is taken
   */
  public Page(int port, LocalPipeline pipeline, Watch watch, Controls controls, Clock clock) {
    this.ticks = new Ticks(pipeline, watch, controls, clock);
    this.broadcast = new Broadcast(ticks::next, ticks::all);
    this.hand = new HandRequests(controls, watch, pipeline.kinesisUri());
    DeviceDetail details = new DeviceDetail(controls, pipeline.tables().names(), watch);
    this.server = new PageServer(port, watch, broadcast, hand, details);
    ticker.scheduleAtFixedRate(broadcast::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** Where a browser finds it, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return server.uri();
  }

  /** Producers have ended: nothing more can be done to the run. */
  public void producersEnded() {
    hand.end();
  }

  /** The run has ended with this verdict, which is the last event. */
  public void ended(RunSummary summary) {
    ticker.shutdownNow();
    ticks.end(summary);
    broadcast.tick();
  }

  /** After Ctrl-C too, which interrupts this thread: the server would complain. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    ticker.shutdownNow();
    broadcast.close(LAST_EVENT_MILLIS);
    server.close();
    hand.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
