package dev.iotpipeline.benchmarks.function;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * DynamoDB and Lambda's Invoke as a function sees them: every call succeeds, after the time of its
 * {@link Service}, counted from when the call has come. Nothing is kept but shadows, since a
 * function reads those back.
 *
 * <p>No thread waits for a call, so that hundreds can be under way at once.
 */
public final class StorageStandIn implements AutoCloseable {

  private static final byte[] NOTHING = {};

  private final ScheduledExecutorService later =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "stand-in-answers");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Service, Integer> calls = new EnumMap<>(Service.class);
  private final KeptShadows shadows = new KeptShadows();
  private final LoopbackServer server = new LoopbackServer(this::handle);

  /** Where clients find it. */
  public String url() {
    return "http://" + server.address();
  }

  /** How many calls came since the last time that this was asked. */
  public synchronized Map<Service, Integer> takeCalls() {
    Map<Service, Integer> taken = new EnumMap<>(calls);
    calls.clear();
    return taken;
  }

  /** Closes every connection, as a snapshot does that is restored elsewhere. */
  public void dropConnections() {
    server.dropConnections();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    Service service = Service.of(exchange.getRequestURI().getPath(), target == null ? "" : target);
    count(service);
    byte[] answer = answer(service, body);
    long left = service.time().toNanos() - (System.nanoTime() - start);
    later.schedule(() -> send(exchange, service, answer), left, TimeUnit.NANOSECONDS);
  }

  private synchronized void count(Service service) {
    calls.merge(service, 1, Integer::sum);
  }

  private byte[] answer(Service service, byte[] body) throws IOException {
    String json =
        switch (service) {
          case INVOKE, WRITE -> "";
          case BATCH_WRITE_ITEM -> "{\"UnprocessedItems\":{}}";
          case SCAN, QUERY -> "{\"Count\":0,\"Items\":[],\"ScannedCount\":0}";
          case BATCH_GET_ITEM -> shadows.read(body);
          case BATCH_EXECUTE_STATEMENT -> shadows.write(body);
          default -> "{}";
        };
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Service service, byte[] answer) {
    boolean isDynamoDb = answer.length > 0;
    if (isDynamoDb) {
      CRC32 checksum = new CRC32();
      checksum.update(answer);
      exchange.getResponseHeaders().set("x-amz-crc32", String.valueOf(checksum.getValue()));
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    }
    exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
    try {
      LoopbackServer.answer(
          exchange, service == Service.INVOKE ? 202 : 200, isDynamoDb ? answer : NOTHING);
    } catch (IOException e) {
      throw new UncheckedIOException("a function has closed its connection", e);
    }
  }

  @Override
  public void close() {
    server.close();
    later.shutdownNow();
  }
}
