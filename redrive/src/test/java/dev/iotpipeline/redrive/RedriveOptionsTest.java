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

  private final Shell shell = new Shell();

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
  void whatMakesNoSenseIsOneLine(String arguments) {
    assertThat(shell.run(arguments)).isEqualTo(2);

    assertThat(shell.err).startsWith("redrive: ").hasLineCount(1);
    assertThat(shell.out).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alerts ", "batches ", "quarantine ", "records "})
  void everyCommandHasHelpAndVersion(String command) {
    assertThat(shell.run(command + "--help")).isZero();
    assertThat(shell.out).startsWith("Usage: redrive " + command.trim());
    assertThat(shell.run(command + "--version")).isZero();
    assertThat(shell.out).startsWith("redrive ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts", "batches", "quarantine", "records --shard s --from 1"})
  void whereNobodyListensIsOneLine(String command) throws IOException {
    int closed = closedPort();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String line = command + " --local --kinesis-port " + closed + " --dynamodb-port " + closed;

    int exitCode =
        new RedriveCommand().execute(new PrintWriter(out), new PrintWriter(err), line.split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("redrive: the endpoint cannot be reached (")
        .contains("./run-local")
        .hasLineCount(1);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
