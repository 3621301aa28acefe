package dev.iotpipeline.local.aws.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.iotpipeline.aws.EventLog;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Hands each request to the service that takes it, and all others to one of them. */
public final class ApiSwitch implements HttpHandler {

  /** 5 MiB of records are 7 MiB in base64; what is larger is no request to any service here. */
  private static final int BODY_BYTES = 8 * 1024 * 1024;

  /** Tells the server that there is no body: zero means a body of unknown length. */
  private static final int NO_BODY = -1;

  private final List<HttpApi> apis = new CopyOnWriteArrayList<>();
  private final HttpApi others;
  private final EventLog log;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param others answers what no API takes
   * @param log is told of faults of an API, not of refusals
   */
  public ApiSwitch(HttpApi others, EventLog log) {
    this.others = others;
    this.log = log;
  }

  /** Lets a service answer from now on. */
  public void add(HttpApi api) {
    apis.add(api);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
      HttpAnswer answer = answer(new HttpCall(exchange, body));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      // Unique in this run, which is all that a log line needs; a random one would cost more.
      String requestId = new UUID(0, requests.incrementAndGet()).toString();
      exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.status(), length == 0 ? NO_BODY : length);
      exchange.getResponseBody().write(answer.body());
      if (body.length > BODY_BYTES) {
        hearOut(exchange);
      }
    }
  }

  /**
   * Most clients look for an answer only after they have sent all. One that sends more than twice
   * what is allowed finds the connection closed.
   */
  private static void hearOut(HttpExchange exchange) throws IOException {
    exchange.getResponseBody().flush();
    exchange.getRequestBody().readNBytes(BODY_BYTES);
  }

  private HttpAnswer answer(HttpCall call) {
    HttpApi api =
        apis.stream()
            .filter(each -> each.takes(call.path(), call.target()))
            .findFirst()
            .orElse(others);
    try {
      check(call);
      return api.answer(call);
    } catch (RefusedRequestException e) {
      return api.refusal(call, e);
    } catch (RuntimeException e) {
      log.error("local_request_failed")
          .with("path", call.path())
          .with("target", call.target())
          .with("error", e)
          .write();
      String message = "This is a fault of the local endpoint; its log has more";
      return api.refusal(
          call, new RefusedRequestException(500, "InternalFailureException", message));
    }
  }

  private static void check(HttpCall call) {
    WebPages.refusal(call.header("Host").orElse(null), call.header("Origin").orElse(null))
        .ifPresent(
            reason -> {
              throw new RefusedRequestException(403, "AccessDeniedException", reason);
            });
    // Looked for but not checked: a client that forgets to sign would fail on AWS.
    if (call.header("Authorization").isEmpty()) {
      throw new RefusedRequestException(
          403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    if (call.body().length > BODY_BYTES) {
      throw new RefusedRequestException(
          413, "RequestEntityTooLargeException", "A body has at most " + BODY_BYTES + " bytes");
    }
  }
}
