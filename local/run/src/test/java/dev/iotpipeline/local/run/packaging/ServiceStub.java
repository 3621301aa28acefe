package dev.iotpipeline.local.run.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One AWS service that answers every request alike and keeps what it was sent. */
final class ServiceStub implements AutoCloseable {

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers besides the length
   * @param body the bytes
   */
  record Reply(int status, Map<String, String> headers, byte[] body) {

    /** As CloudWatch answers PutMetricData. */
    static final Reply METRICS_TAKEN =
        new Reply(
            200,
            Map.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor"),
            new byte[] {(byte) 0xa0});

    static Reply of(int status, String contentType, String body) {
      return new Reply(
          status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private volatile Reply reply;

  ServiceStub(Reply reply) throws IOException {
    this.reply = reply;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers like this from now on. */
  void replyWith(Reply next) {
    reply = next;
  }

  /** What was sent so far, byte for byte as Latin-1 text. */
  List<String> bodies() {
    return bodies;
  }

  /** The signatures of what was sent so far; a request that has none is not among them. */
  List<String> signatures() {
    return signatures;
  }

  private void handle(HttpExchange exchange) throws IOException {
    signatures.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    Reply now = reply;
    now.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(now.status(), now.body().length == 0 ? -1 : now.body().length);
    if (now.body().length > 0) {
      exchange.getResponseBody().write(now.body());
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
