package dev.iotpipeline.local.run.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's runtime API, as a function's process sees it: it asks for the next event, and posts the
 * answer or the error.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

  /** Lambda's longest: what a slow machine does late must not count as a function that is late. */
  private static final Duration INVOCATION = Duration.ofMinutes(15);

  private static final String ROOT = "/2018-06-01/runtime/";

  /**
   * What a function posted.
   *
   * @param kind {@code response}, {@code error} or {@code init/error}
   * @param body what it said
   */
  record Answer(String kind, String body) {}

  private final HttpServer server;
  private final BlockingQueue<String> events = new SynchronousQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final CountDownLatch readyForSnapshot = new CountDownLatch(1);
  private final CountDownLatch restored = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "runtime-api");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext(ROOT, this::handle);
    server.start();
  }

  /** What goes into {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sends an event, once the function asks for one, and waits for what it answers. */
  Answer invoke(String event) throws InterruptedException {
    if (!events.offer(event, INVOCATION.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the function has not asked for an event");
    }
    return awaitAnswer();
  }

  /** Waits for what the function says without being asked: that it cannot start. */
  Answer awaitAnswer() throws InterruptedException {
    Answer answer = answers.poll(INVOCATION.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("the function has not answered");
    }
    return answer;
  }

  /** Waits until the function has done all that it does before a snapshot. */
  void awaitSnapshot() throws InterruptedException {
    if (!readyForSnapshot.await(INVOCATION.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the function has not asked to be restored");
    }
  }

  /** Lets the function go on as if it was restored from a snapshot. */
  void restore() {
    restored.countDown();
  }

  private void awaitRestore(HttpExchange exchange) throws IOException {
    readyForSnapshot.countDown();
    try {
      restored.await();
      respond(exchange, 200, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("invocation/next")) {
      next(exchange);
    } else if (path.equals("restore/next")) {
      awaitRestore(exchange);
    } else {
      answers.add(new Answer(kind(path), body));
      respond(exchange, 202, "");
    }
  }

  private static String kind(String path) {
    return path.equals("init/error") ? path : path.substring(path.lastIndexOf('/') + 1);
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      String event = events.take();
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Aws-Request-Id", "request-" + requests.incrementAndGet());
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Deadline-Ms",
              String.valueOf(System.currentTimeMillis() + INVOCATION.toMillis()));
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:us-east-1:000000000000:function:function:live");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      respond(exchange, 200, event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
