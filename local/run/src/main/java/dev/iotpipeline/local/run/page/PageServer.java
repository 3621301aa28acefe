package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.aws.http.WebPages;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Answers browsers on this machine, and no other page that one of them has open. */
final class PageServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist";
  private static final String JSON = "application/json";

  /** One for each listener, and some for all other requests. */
  private static final int THREADS = Broadcast.MOST_LISTENERS + 8;

  private static final int IDLE_THREADS = 2;

  /** A browser that takes nothing for so long is gone. */
  private static final long IDLE_MILLIS = 10_000;

  private static final long LONGEST_REQUEST = 16 * 1024;

  private final Watch watch;
  private final Broadcast broadcast;
  private final HandRequests hand;
  private final DeviceDetail details;
  private final Javalin server;

  /**
   * @throws io.javalin.util.JavalinBindException if the port is taken
   */
  PageServer(int port, Watch watch, Broadcast broadcast, HandRequests hand, DeviceDetail details) {
    this.watch = watch;
    this.broadcast = broadcast;
    this.hand = hand;
    this.details = details;
    this.server = Javalin.create(config -> configure(config, port)).start();
  }

  URI uri() {
    return URI.create("http://" + HOST + ":" + server.port());
  }

  private void configure(JavalinConfig config, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = LONGEST_REQUEST;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, IDLE_THREADS);
    config.jetty.addConnector(
        (jetty, http) -> {
          http.setSendServerVersion(false);
          ServerConnector connector =
              new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
          connector.setHost(HOST);
          connector.setPort(port);
          connector.setIdleTimeout(IDLE_MILLIS);
          return connector;
        });
    config.staticFiles.add("/page", Location.CLASSPATH);
    config.routes.before(this::guard);
    config.routes.get("/uplot/uPlot.esm.js", library("text/javascript"));
    config.routes.get("/uplot/uPlot.min.css", library("text/css"));
    config.routes.get("/api/run", this::run);
    config.routes.get("/api/events", this::events);
    config.routes.get("/api/device", this::device);
    config.routes.post("/api/hand", this::hand);
    config.routes.exception(
        HttpResponseException.class,
        (error, context) ->
            answer(
                context.status(error.getStatus()),
                PageJson.error(String.valueOf(error.getMessage()))));
  }

  /** Refuses what a foreign page, or a foreign name for this address, sends. */
  private void guard(Context context) {
    WebPages.refusal(context.header(Header.HOST), context.header(Header.ORIGIN))
        .ifPresent(
            reason -> {
              throw new ForbiddenResponse(reason);
            });
    context.header(Header.CONTENT_SECURITY_POLICY, "default-src 'self'; frame-ancestors 'none'");
    context.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
  }

  /** Answers with a file of uPlot's web jar, which has no folders that could be served. */
  private static Handler library(String type) {
    return context -> {
      String file = UPLOT + context.path().substring(context.path().lastIndexOf('/'));
      context
          .contentType(type)
          .result(Objects.requireNonNull(PageServer.class.getResourceAsStream(file), file));
    };
  }

  private void run(Context context) {
    answer(context, PageJson.bytes(json -> watch.facts.write(json, watch.devices.idsFrom(0))));
  }

  private void device(Context context) {
    answer(context, details.of(Objects.requireNonNullElse(context.queryParam("id"), "")));
  }

  private void hand(Context context) {
    String type = Objects.requireNonNullElse(context.contentType(), "");
    if (!type.split(";")[0].strip().equalsIgnoreCase(JSON)) {
      throw new UnsupportedMediaTypeResponse("the content type has to be " + JSON);
    }
    hand.handle(context.body());
    context.status(204);
  }

  /** Keeps its thread until one of the two sides ends it. */
  private void events(Context context) throws InterruptedException {
    try (Broadcast.Listener listener =
        broadcast
            .listen()
            .orElseThrow(() -> new ServiceUnavailableResponse("too many pages are open"))) {
      context.res().setContentType("text/event-stream");
      context.res().setHeader(Header.CACHE_CONTROL, "no-store");
      listener.sendTo(context.res().getOutputStream());
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private static void answer(Context context, byte[] json) {
    context.contentType(JSON).header(Header.CACHE_CONTROL, "no-store").result(json);
  }

  @Override
  public void close() {
    server.stop();
    details.close();
  }
}
