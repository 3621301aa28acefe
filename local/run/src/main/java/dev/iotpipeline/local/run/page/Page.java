package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * The page of a run: a server on the loopback address that shows what a pipeline does, and takes
 * requests to disturb it.
 */
public final class Page implements Audience.Member, AutoCloseable {

  private static final long LAST_EVENT_MILLIS = 500;

  private final Ticks ticks;
  private final Broadcast broadcast;
  private final HandRequests hand;
  private final PageServer server;

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
    this.broadcast = new Broadcast(ticks::all);
    this.hand = new HandRequests(controls, watch, pipeline.kinesisUri());
    DeviceDetail details = new DeviceDetail(controls, pipeline.tables().names(), watch);
    this.server = new PageServer(port, watch, broadcast, hand, details);
  }

  /** Where a browser finds it, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return server.uri();
  }

  @Override
  public void second(Second second) {
    broadcast.tick(() -> ticks.next(second));
  }

  @Override
  public void producersEnded() {
    hand.end();
    ticks.producersEnded();
  }

  /** The verdict is the last event. */
  @Override
  public void ended(Second last, RunSummary verdict, List<String> words) {
    ticks.end(verdict);
    broadcast.tick(() -> ticks.next(last));
  }

  /** After Ctrl-C too, which interrupts this thread: the server would complain. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    broadcast.close(LAST_EVENT_MILLIS);
    server.close();
    hand.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
