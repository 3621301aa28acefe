package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedriveOptionsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | say what to put back: alerts, batches, quarantine, records",
        "everything | everything",
        "alerts --limit 0 | --limit has to be at least 1",
        "alerts --limit many | --limit",
        "alerts --local --kinesis-port 70000 | --kinesis-port has to be 1 to 65535",
        "alerts --stream s | --stream",
        "quarantine --sequence-number 1 | --sequence-number needs --shard",
        "quarantine --shard s --sequence-number 0x1 | --sequence-number: ",
        "records --shard s | --from",
        "records --shard s --from 2 --to 1 | --from and --to: ",
        "records --shard s --from -1 | --from and --to: ",
      })
  void aWrongOptionIsOneLine(String arguments, String named) {
    assertThat(run(arguments)).isEqualTo(2);

    assertThat(err.toString()).startsWith("redrive: ").contains(named).hasLineCount(1);
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
        .execute(
            new PrintWriter(out),
            new PrintWriter(err),
            arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
