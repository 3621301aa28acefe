package dev.iotpipeline.benchmarks.function;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's Runtime API as the process of a function sees it. It asks for the next event, and posts
 * the answer or the error. With SnapStart it first says that it can be restored, which is when the
 * snapshot is taken.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public final class RuntimeApi implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final byte[] NOTHING = {};

  /**
   * What a function posted.
   *
   * @param kind {@code response}, {@code error}, {@code init/error}, {@code restore/error}, or
   *     {@code exit} if the process has ended
   * @param body what it said
   * @param at when the function had said it, by {@link System#nanoTime}
   */
  public record Answer(String kind, String body, long at) {}

  private final BlockingQueue<byte[]> events = new SynchronousQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> snapshots = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> restores = new SynchronousQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final LoopbackServer server = new LoopbackServer(this::handle);

  /** What goes into {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return server.address();
  }

  /**
   * Hands out an event as soon as the function asks for one, and waits for what it posts.
   *
   * @throws IllegalStateException if it does not ask or answer within a minute
   */
  public Answer invoke(byte[] event) throws InterruptedException {
    offerEvent(event);
    return awaitAnswer();
  }

  /** Hands out an event as soon as the function asks for one; returns when that was. */
  public long offerEvent(byte[] event) throws InterruptedException {
    for (int i = 0; i < PATIENCE.toSeconds(); i++) {
      if (events.offer(event, 1, TimeUnit.SECONDS)) {
        return System.nanoTime();
      }
      if (!answers.isEmpty()) {
        break;
      }
    }
    throw new IllegalStateException("the function has not asked for an event" + lastWords());
  }

  /** Tells whoever waits for the function that its process has ended. */
  public void functionEnded(int exitCode) {
    answers.add(new Answer("exit", "exit code " + exitCode, System.nanoTime()));
  }

  /** Waits for what the function posts. */
  public Answer awaitAnswer() throws InterruptedException {
    return taken(answers, "the function has not answered");
  }

  /** Waits until all that runs before a snapshot has run. */
  public void awaitSnapshot() throws InterruptedException {
    taken(snapshots, "the function is not ready for a snapshot");
  }

  /** Lets the function go on as if it had been restored. */
  public void restore() throws InterruptedException {
    restores.put(true);
  }

  private <T> T taken(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
    T found = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (found == null) {
      throw new IllegalStateException(otherwise + lastWords());
    }
    return found;
  }

  private String lastWords() {
    Answer last = answers.peek();
    return last == null ? "" : "; it said " + last;
  }

  private void handle(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      switch (path) {
        case "invocation/next" -> next(exchange);
        case "restore/next" -> {
          snapshots.add(true);
          restores.take();
          LoopbackServer.answer(exchange, 200, NOTHING);
        }
        default -> {
          answers.add(new Answer(kind(path), new String(body, StandardCharsets.UTF_8), now));
          LoopbackServer.answer(exchange, 202, NOTHING);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the stand-in is being closed");
    }
  }

  private static String kind(String path) {
    return path.startsWith("invocation/") ? path.substring(path.lastIndexOf('/') + 1) : path;
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] event = events.take();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", "request-" + requests.incrementAndGet());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        String.valueOf(System.currentTimeMillis() + Duration.ofMinutes(1).toMillis()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:000000000000:function:function:live");
    headers.set("Content-Type", "application/json");
    LoopbackServer.answer(exchange, 200, event);
  }

  @Override
  public void close() {
    server.close();
  }
}
