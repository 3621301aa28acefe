package dev.iotpipeline.local.aws.kinesis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose connections the endpoint keeps, how long, and whom it answers. */
class KinesisConnectionsTest {

  private static final String BODY = "{\"StreamName\":\"" + TestEndpoint.STREAM + "\"}";

  private static final int LIMIT = 8 * 1024 * 1024;

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(1);

  @Test
  void aConnectionIsKeptForTheNextRequestEvenAfterARefusal() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", endpoint.endpoint.uri().getPort())) {
      socket.setSoTimeout(30_000);
      for (String operation :
          List.of("DescribeStreamSummary", "SplitShard", "PutRecord", "DescribeStreamSummary")) {
        socket.getOutputStream().write(request(operation));
        assertThat(readAnswer(socket.getInputStream()))
            .startsWith(
                operation.equals("DescribeStreamSummary") ? "HTTP/1.1 200" : "HTTP/1.1 400");
      }
    }
  }

  @Test
  void aFleetOfConnectionsIsKept() throws Exception {
    // More than the 200 idle ones that the JDK's server keeps unless told otherwise.
    List<Socket> fleet = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        fleet.add(new Socket("127.0.0.1", endpoint.endpoint.uri().getPort()));
      }
      for (int round = 0; round < 2; round++) {
        for (Socket socket : fleet) {
          socket.setSoTimeout(30_000);
          socket.getOutputStream().write(request("DescribeStreamSummary"));
          assertThat(readAnswer(socket.getInputStream())).startsWith("HTTP/1.1 200");
        }
      }
    } finally {
      for (Socket socket : fleet) {
        socket.close();
      }
    }
  }

  @Test
  void slowSendersHoldUpNobody() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        Socket socket = RawHttp.connect(endpoint.endpoint.uri());
        slow.add(socket);
        // In the middle of its head, or of its body.
        byte[] whole = request("DescribeStreamSummary");
        socket.getOutputStream().write(whole, 0, i % 2 == 0 ? 30 : whole.length - 5);
      }
      try (Socket next = RawHttp.connect(endpoint.endpoint.uri())) {
        next.getOutputStream().write(request("DescribeStreamSummary"));
        assertThat(RawHttp.status(next)).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aBodyIsRefusedAtTheLimit() throws Exception {
    try (Socket socket = RawHttp.connect(endpoint.endpoint.uri())) {
      sendHead(socket, "Content-Length: 10000000000");
      socket.getOutputStream().write(new byte[LIMIT + 1]);

      assertThat(RawHttp.status(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyWithoutEndIsNotReadToItsEnd() throws Exception {
    try (Socket socket = RawHttp.connect(endpoint.endpoint.uri())) {
      sendHead(socket, "Transfer-Encoding: chunked");
      byte[] chunk = ("100000\r\n" + "x".repeat(0x100000) + "\r\n").getBytes(US_ASCII);

      assertThatThrownBy(() -> sendTenTimesTheLimit(socket, chunk)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:%d, X-A: b, 200",
    "LOCALHOST, X-A: b, 200",
    "[::1]:%d, X-A: b, 200",
    "evil.example, X-A: b, 403",
    "127.0.0.1.evil.example:%d, X-A: b, 403",
    "localhost:%d, Origin: http://evil.example, 403",
    "localhost:%d, Origin: null, 403"
  })
  void aWebPageGetsNoAnswer(String host, String header, String status) throws Exception {
    int port = endpoint.endpoint.uri().getPort();
    try (Socket socket = RawHttp.connect(endpoint.endpoint.uri())) {
      String request =
          new String(request("DescribeStreamSummary"), US_ASCII)
              .replace("Host: localhost", "Host: " + host.formatted(port) + "\r\n" + header);
      socket.getOutputStream().write(request.getBytes(US_ASCII));

      assertThat(RawHttp.status(socket)).startsWith("HTTP/1.1 " + status);
    }
  }

  private static void sendHead(Socket socket, String length) throws IOException {
    RawHttp.send(
        socket,
        "POST / HTTP/1.1",
        "Host: localhost",
        "Authorization: unchecked",
        "X-Amz-Target: Kinesis_20131202.PutRecord",
        length);
  }

  private static void sendTenTimesTheLimit(Socket socket, byte[] chunk) throws IOException {
    for (int sent = 0; sent < 10 * LIMIT; sent += chunk.length) {
      socket.getOutputStream().write(chunk);
    }
  }

  private static byte[] request(String operation) {
    String text =
        "POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: unchecked\r\nX-Amz-Target:"
            + " Kinesis_20131202."
            + operation
            + "\r\nContent-Type: "
            + "application/x-amz-json-1.1"
            + "\r\nContent-Length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY;
    return text.getBytes(US_ASCII);
  }

  /** One whole answer and no byte of the next. */
  private static String readAnswer(InputStream in) throws Exception {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the connection is still open").isNotNegative();
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?is).*content-length: *([0-9]+).*", "$1");
    in.readNBytes(Integer.parseInt(length));
    return head.toString();
  }
}
