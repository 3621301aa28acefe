package dev.iotpipeline.consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * DynamoDB and Lambda over HTTP: the first write is throttled, all else succeeds. A fake, because
 * the jar runs in a process of its own, where faults cannot be put before a client, and neither
 * DynamoDB Local nor the stand-in for Lambda throttles by itself.
 */
final class AwsStub implements AutoCloseable {

  private final HttpServer server;
  private final List<String> writes = Collections.synchronizedList(new ArrayList<>());
  private final List<String> invocations = Collections.synchronizedList(new ArrayList<>());

  AwsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::write);
    server.createContext("/2015-03-31/functions/iot-alert/invocations", this::invoke);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The bodies of the BatchWriteItem calls. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  /** The type and payload of each invocation. */
  List<String> invocations() {
    return List.copyOf(invocations);
  }

  private void write(HttpExchange exchange) throws IOException {
    writes.add(body(exchange));
    if (writes.size() == 1) {
      String type = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";
      answer(exchange, 400, "{\"__type\":\"" + type + "\",\"message\":\"Rate exceeded\"}");
    } else {
      answer(exchange, 200, "{\"UnprocessedItems\":{}}");
    }
  }

  private void invoke(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    invocations.add(type + " " + body(exchange));
    answer(exchange, 202, "");
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
