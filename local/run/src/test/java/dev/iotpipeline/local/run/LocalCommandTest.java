package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCommandTest extends CommandFixture {

  @Test
  void aBoundedRunEndsWithItsSummaryOnScreenAndInTheReport(@TempDir Path folder)
      throws IOException {
    Path report = folder.resolve("made/report");
    Path truth = folder.resolve("truth.jsonl");
    Path log = folder.resolve("functions.log");

    int exitCode =
        run(
            "--window=1s",
            "--kinesis-port=0",
            "--page-port=0",
            "--dynamodb-port=0",
            "--devices=10",
            "--interval=0s",
            "--count=200",
            "--seed=42",
            "--data=" + folder.resolve("data"),
            "--report=" + report,
            "--truth=" + truth,
            "--log=" + log,
            "--json");

    assertThat(exitCode).as(out + "\n" + err).isZero();
    JsonNode summary =
        JsonMapper.builder().build().readTree(report.resolve("summary.json").toFile());
    assertThat(summary.get("published").asInt()).isEqualTo(200);
    assertThat(summary.get("stored").asInt()).isEqualTo(200);
    assertThat(summary.get("lost").asInt()).isZero();
    assertThat(summary.at("/stored_latency_ms/p99").asDouble()).isPositive();
    assertThat(out.toString())
        .contains("  Kinesis   http://127.0.0.1:", "  DynamoDB  http://127.0.0.1:")
        .contains("  page      http://127.0.0.1:")
        .contains("10 devices publish with --seed 42")
        .endsWith(summary + System.lineSeparator());
    assertThatTheReportShows(summary, report.resolve("report.html"));
    assertThat(truth).content().hasLineCount(200);
    assertThat(Files.readString(log)).contains("batch_processed").doesNotContain("warm-up");
    assertThat(folder.resolve("data")).isNotEmptyDirectory();
    assertThat(err.toString()).isEmpty();
  }

  private static void assertThatTheReportShows(JsonNode summary, Path page) throws IOException {
    JsonNode shown = shown(page);
    assertThat(shown.get("summary")).isEqualTo(summary);
    assertThat(shown.at("/series/stored").size()).isPositive();
    assertThat(shown.get("windows")).isNotEmpty();
  }

  @Test
  void withoutASimulatorABoundedRunWaitsForOthersAndEnds() {
    int exitCode =
        run(
            "--no-simulator",
            "--duration=100ms",
            "--window=1s",
            "--kinesis-port=0",
            "--page-port=0",
            "--dynamodb-port=0",
            "--json");

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Waiting for producers.", "Nothing was published.", "\"published\":0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--hostile=all=0.1", "--rate=5", "--truth=truth.jsonl"})
  void whatIsForTheSimulatorIsRefusedWithoutOne(String option) {
    assertThat(run("--no-simulator", option)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("run-local: " + option.substring(0, option.indexOf('=')) + " is for the")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cooldown=500ms | run-local: --cooldown is 500ms; it has to be whole seconds, a day at most",
        "--article --silence=5s | run-local: --silence needs shadows, which the article has not",
        "--shards=0 | run-local: --shards is 0; it has to be 1 to 100",
        "--devices=0 | run-local: --devices is 0; it has to be 1 to 100000",
        "--kinesis-port=http | run-local: Invalid value for option '--kinesis-port'",
        "--faults=crash | run-local: Invalid value for option '--faults': 'crash' is none of throttling,",
        "--colour | run-local: Unknown option: '--colour'",
        "--stream=a/b | run-local: a stream's name is 1 to 128 of",
        "--report=pom.xml | run-local: --report is pom.xml, which cannot be written: pom.xml is a file",
        "--data=pom.xml/x | run-local: --data is pom.xml/x, which cannot be written: ",
        "--log=target | run-local: --log is target, which cannot be written: it is a folder",
        "--truth=target/none/t.json | run-local: --truth is target/none/t.json, which cannot be written: there is no folder",
        "--truth=target/a --log=target/../target/a | run-local: --truth and --log are both target/a: give",
        "--report=target/r --log=target/r/report.html | run-local: --log and --report are both target/r/report.html: give",
        "--kinesis-port=70000 | run-local: --kinesis-port is 70000; it has to be 0 to 65535",
        "--page-port=-1 | run-local: --page-port is -1; it has to be 0 to 65535"
      })
  void aBadOptionIsOneLine(String options, String message) {
    assertThat(run(options.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith(message).hasLineCount(1);
  }

  @Test
  void aBusyKinesisPortIsOneLine() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--dynamodb-port=0", "--kinesis-port=" + other.getLocalPort())).isEqualTo(2);
      assertThat(err.toString())
          .startsWith("run-local: cannot listen on port " + other.getLocalPort())
          .contains("choose another port with --kinesis-port")
          .hasLineCount(1);
    }
  }

  @Test
  void aBusyDynamoDbPortIsOneLine() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThat(
              run("--kinesis-port=0", "--page-port=0", "--dynamodb-port=" + other.getLocalPort()))
          .isEqualTo(2);
      assertThat(err.toString())
          .startsWith("run-local: cannot listen on port " + other.getLocalPort())
          .contains("choose another port with --dynamodb-port")
          .hasLineCount(1);
    }
  }

  @Test
  void aBusyPortOfThePageIsOneLine() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      String[] free = {"--kinesis-port=0", "--dynamodb-port=0", "--page-port=" + port};
      assertThat(run(free)).isEqualTo(2);
      assertThat(err.toString())
          .startsWith("run-local: cannot listen on port " + port)
          .contains("choose another port with --page-port")
          .hasLineCount(1);
      assertThat(run("--check-options", "--no-page", free[0], free[1], free[2])).isZero();
    }
  }

  @Test
  void checkingTheOptionsStartsNothing() {
    assertThat(run("--check-options", "--page-port=0", "--devices=3")).isZero();
    assertThat(run("--check-options", "--devices=0")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withTheArticlesSettingsABadRecordIsGivenUpAndTheRunIsGood() {
    int exitCode =
        run(
            "--kinesis-port=0",
            "--page-port=0",
            "--dynamodb-port=0",
            "--article",
            "--devices=2",
            "--interval=0s",
            "--count=20",
            "--hostile=malformed=0.1",
            "--seed=1");

    assertThat(exitCode).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .contains("  article   LATEST", "named in the queue of failed batches");
  }

  /** The data in the page of a report. */
  private static JsonNode shown(Path page) throws IOException {
    String html = Files.readString(page);
    assertThat(html).as("a file that needs no other").doesNotContain("src=", "<link", "\nimport ");
    int start = html.indexOf("id=\"data\">") + "id=\"data\">".length();
    return JsonMapper.builder()
        .build()
        .readTree(html.substring(start, html.indexOf("</script>", start)));
  }
}
