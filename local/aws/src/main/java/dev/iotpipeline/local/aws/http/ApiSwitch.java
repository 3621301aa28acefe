package dev.iotpipeline.local.aws.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.iotpipeline.aws.EventLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Hands each request to the service that takes it, and all others to one of them. */
public final class ApiSwitch implements HttpHandler {

  private static final int BODY_BYTES = 8 * 1024 * 1024;

  /** A body of no bytes; zero would stand for one of unknown length. */
  private static final int NO_BODY = -1;

  private final List<HttpApi> apis = new CopyOnWriteArrayList<>();
  private final HttpHandler others;
  private final EventLog log;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param others answers what no API takes
   * @param log is told of faults of an API, not of refusals
   */
  public ApiSwitch(HttpHandler others, EventLog log) {
    this.others = others;
    this.log = log;
  }

  /** Lets a service answer from now on. */
  public void add(HttpApi api) {
    apis.add(api);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    for (HttpApi api : apis) {
      if (api.takes(exchange.getRequestURI().getPath(), target == null ? "" : target)) {
        answer(exchange, api);
        return;
      }
    }
    others.handle(exchange);
  }

  private void answer(HttpExchange exchange, HttpApi api) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
      // A client hears no answer before it has sent all.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      HttpAnswer answer = answer(new HttpCall(exchange, body), api);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      // Unique in this run, which is all that a log line needs.
      String requestId = new UUID(1, requests.incrementAndGet()).toString();
      exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.status(), length == 0 ? NO_BODY : length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private HttpAnswer answer(HttpCall call, HttpApi api) {
    try {
      return api.answer(call);
    } catch (RuntimeException e) {
      log.error("local_request_failed")
          .with("path", call.path())
          .with("target", call.target())
          .with("error", e)
          .write();
      return new HttpAnswer(
          500,
          Map.of("x-amzn-ErrorType", "InternalFailure", "Content-Type", "application/json"),
          "{\"message\":\"This is a fault of the local endpoint; its log has more\"}"
              .getBytes(StandardCharsets.US_ASCII));
    }
  }
}
