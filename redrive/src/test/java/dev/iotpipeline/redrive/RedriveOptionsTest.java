package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedriveOptionsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "everything",
        "alerts --limit 0",
        "alerts --limit many",
        "alerts --local --kinesis-port 70000",
        "alerts --stream s",
        "quarantine --sequence-number 1",
        "quarantine --shard s --sequence-number 0x1",
        "records --shard s",
        "records --shard s --from 2 --to 1",
        "records --shard s --from -1",
      })
  void aWrongOptionIsOneLine(String arguments) {
    assertThat(run(arguments)).isEqualTo(2);

    assertThat(err.toString()).startsWith("redrive: ").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alerts ", "batches ", "quarantine ", "records "})
  void everyCommandHasHelp(String command) {
    assertThat(run(command + "--help")).isZero();

    assertThat(out.toString()).startsWith("Usage: redrive " + command.trim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alerts ", "batches ", "quarantine ", "records "})
  void everyCommandHasAVersion(String command) {
    assertThat(run(command + "--version")).isZero();

    assertThat(out.toString()).startsWith("redrive ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts", "batches", "quarantine", "records --shard s --from 1"})
  void anEndpointThatDoesNotAnswerIsOneLine(String command) throws IOException {
    int closed = closedPort();
    String line = command + " --local --kinesis-port " + closed + " --dynamodb-port " + closed;

    assertThat(run(line)).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("redrive: the endpoint cannot be reached (")
        .contains("./run-local")
        .hasLineCount(1);
  }

  private int run(String arguments) {
    return new RedriveCommand()
        .execute(new PrintWriter(out), new PrintWriter(err), arguments.split(" "));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
