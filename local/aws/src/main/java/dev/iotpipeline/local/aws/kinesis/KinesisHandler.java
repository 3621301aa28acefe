package dev.iotpipeline.local.aws.kinesis;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** HTTP on the one side, operations on the other: headers, status, request id. */
final class KinesisHandler implements HttpHandler {

  private static final String TARGET_PREFIX = "Kinesis_20131202.";

  /** 5 MiB of records are 7 MiB in base64; what is larger is no request to Kinesis. */
  private static final int BODY_BYTES = 8 * 1024 * 1024;

  private final Operations operations;
  private final EventLog log;
  private final AtomicLong requests = new AtomicLong();

  KinesisHandler(Operations operations, EventLog log) {
    this.operations = operations;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
      // A client hears no answer before it has sent all.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      WireFormat format =
          WireFormat.of(exchange.getRequestHeaders().getFirst("Content-Type"))
              .orElse(WireFormat.JSON);
      try {
        answer(exchange, format, 200, call(exchange, format, body));
      } catch (RefusedRequestException e) {
        refuse(exchange, format, 400, new Refusal(e.code(), e.getMessage()));
      } catch (RuntimeException e) {
        log.error("kinesis_request_failed")
            .with("target", target(exchange))
            .with("error", e)
            .write();
        String message = "This is a fault of the local endpoint: " + e;
        refuse(exchange, format, 500, new Refusal("InternalFailureException", message));
      }
    }
  }

  private Object call(HttpExchange exchange, WireFormat format, byte[] body) {
    String target = target(exchange);
    if (!exchange.getRequestMethod().equals("POST") || !target.startsWith(TARGET_PREFIX)) {
      throw new RefusedRequestException(
          "UnknownOperationException",
          "A request is a POST with the header X-Amz-Target: " + TARGET_PREFIX + "<operation>");
    }
    Operations.Operation<?> operation = operations.named(target.substring(TARGET_PREFIX.length()));
    // Looked for but not checked: a client that forgets to sign would fail on AWS.
    if (!exchange.getRequestHeaders().containsKey("Authorization")) {
      throw new RefusedRequestException(
          "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    if (body.length > BODY_BYTES) {
      throw new RefusedRequestException(
          "RequestEntityTooLargeException", "A body has at most " + BODY_BYTES + " bytes");
    }
    return operation.apply(format, body);
  }

  private static String target(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target == null ? "" : target;
  }

  private void refuse(HttpExchange exchange, WireFormat format, int status, Refusal refusal)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", refusal.code());
    answer(exchange, format, status, refusal);
  }

  private void answer(HttpExchange exchange, WireFormat format, int status, Object answer)
      throws IOException {
    byte[] body = format.write(answer);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", format.contentType());
    // Unique in this run, which is all that a log line needs; a random one would cost more.
    headers.set("x-amzn-RequestId", new UUID(0, requests.incrementAndGet()).toString());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
