package dev.iotpipeline.local.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.iotpipeline.local.aws.testing.RawHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DynamoDB Local is for this machine, and for no web page that somebody reads on it. */
class LoopbackOnlyTest {

  private static DynamoDbLocalProcess process;

  @BeforeAll
  static void start() throws IOException {
    process = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @Test
  void itIsNotHeardOnTheMachinesOtherAddresses() throws Exception {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .toList();
    assumeThat(others).isNotEmpty();

    for (InetAddress other : others) {
      assertThatThrownBy(() -> new Socket(other, process.uri().getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Host: 127.0.0.1:%d, X-A: b, 200",
    "Host: localhost:%d, X-A: b, 200",
    "Host: [::1], X-A: b, 200",
    "Host: evil.example, X-A: b, 403",
    "Host: 127.0.0.1.evil.example:%d, X-A: b, 403",
    "Host: localhost:%d, Origin: http://evil.example, 403",
    "Host: localhost:%d, Origin: null, 403"
  })
  void aWebPageGetsNoAnswer(String host, String header, String status) throws Exception {
    try (Socket socket = RawHttp.connect(process.uri())) {
      RawHttp.send(
          socket,
          "POST / HTTP/1.1",
          host.formatted(process.uri().getPort()),
          header,
          "Authorization: AWS4-HMAC-SHA256 Credential=local/20261125/us-east-1/dynamodb/aws4_request",
          "X-Amz-Target: DynamoDB_20120810.ListTables",
          "Content-Type: application/x-amz-json-1.0",
          "Content-Length: 2",
          "Connection: close",
          "",
          "{}");

      assertThat(RawHttp.status(socket)).startsWith("HTTP/1.1 " + status);
    }
  }
}
