package dev.iotpipeline.local.aws.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;

/** A request, read to its end. */
public final class HttpCall {

  private final HttpExchange exchange;
  private final byte[] body;

  HttpCall(HttpExchange exchange, byte[] body) {
    this.exchange = exchange;
    this.body = body;
  }

  /** The method, such as {@code POST}. */
  public String method() {
    return exchange.getRequestMethod();
  }

  /** The path, decoded. */
  public String path() {
    return exchange.getRequestURI().getPath();
  }

  /** The header of this name, if the request has it. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** The header {@code X-Amz-Target}, which names service and operation; "" if there is none. */
  public String target() {
    return header("X-Amz-Target").orElse("");
  }

  /** The body. */
  public byte[] body() {
    return body;
  }
}
