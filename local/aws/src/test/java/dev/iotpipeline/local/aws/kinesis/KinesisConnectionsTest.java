package dev.iotpipeline.local.aws.kinesis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How long the endpoint keeps its connections. */
class KinesisConnectionsTest {

  private static final String BODY = "{\"StreamName\":\"" + TestEndpoint.STREAM + "\"}";

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
