package dev.iotpipeline.benchmarks.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a port that stays the same when its connections are dropped. */
final class LoopbackServer implements AutoCloseable {

  /** Tells the JDK's server that there is no body: zero means a body of unknown length. */
  private static final int NO_BODY = -1;

  private final HttpHandler handler;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "stand-in");
            thread.setDaemon(true);
            return thread;
          });
  private HttpServer server;

  LoopbackServer(HttpHandler handler) {
    configureServers();
    this.handler = handler;
    this.server = listen(0);
  }

  /** The JDK reads these once, when the first server of the process is made. */
  private static void configureServers() {
    // Without it each answer on a kept connection waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // A contender may wait long for its next turn; its connections are to be there still.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
  }

  private HttpServer listen(int port) {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      listening.setExecutor(threads);
      listening.createContext("/", handler);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException("a stand-in cannot listen on port " + port, e);
    }
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Closes every connection, as a snapshot does that is restored elsewhere. */
  void dropConnections() {
    int port = server.getAddress().getPort();
    server.stop(0);
    server = listen(port);
  }

  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
