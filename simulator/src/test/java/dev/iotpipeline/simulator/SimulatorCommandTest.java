package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.local.aws.testing.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

final class SimulatorCommandTest {

  private final TestStream stream = new TestStream();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Map<String, String> environment = Map.of();

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void aRunSaysHowToRepeatItAndItsResult() {
    assertThat(execute("--devices 2 --count 10 --interval 0s --seed 7")).isZero();

    assertThat(stream.readings()).hasSize(10);
    assertThat(out.toString())
        .startsWith(
            "2 devices publish to iot-telemetry-stream, as fast as it goes, with --seed 7"
                + " --start-time 2026-11-23T10:15:30.123456Z")
        .contains("published 10, failed 0, throttled 0 in ")
        .contains("call time p50 ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aHostileRunSaysHowToRepeatItToo() {
    assertThat(execute("--devices 2 --count 10 --interval 0s --hostile late=0.1,malformed=0.2"))
        .isZero();

    assertThat(out.toString().lines().findFirst().orElseThrow())
        .endsWith(" --hostile malformed=0.2,late=0.1 --start-time 2026-11-23T10:15:30.123456Z");
    assertThat(stream.records()).hasSize(10);
  }

  @Test
  void readingsThatWereGivenUpAreExitCodeOne(@TempDir Path folder) throws IOException {
    stream.faulty.always(
        PutRecordRequest.class,
        request -> request.partitionKey().equals("sensor-001"),
        Fault.error(TestStream::serverError));
    Path truth = folder.resolve("truth.jsonl");

    int exitCode = execute("--devices 2 --interval 0s --count 2 --truth " + truth);

    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString()).contains("published 1, failed 1, ");
    assertThat(Files.readAllLines(truth)).hasSize(1);
  }

  @Test
  void anUnknownStreamIsOneLine() {
    assertThat(execute("--stream nowhere --count 1")).isEqualTo(2);

    assertOneLine("stream nowhere does not exist in this account and region");
  }

  @Test
  void aStreamThatIsBeingCreatedIsOneLine() {
    stream.faulty.next(
        1,
        DescribeStreamSummaryRequest.class,
        (request, call) ->
            DescribeStreamSummaryResponse.builder()
                .streamDescriptionSummary(summary -> summary.streamStatus(StreamStatus.CREATING))
                .build());

    assertThat(execute("--count 1")).isEqualTo(2);
    assertOneLine("stream iot-telemetry-stream is CREATING; it has to be ACTIVE");
  }

  @Test
  void anUnreachableEndpointIsOneLine() throws IOException {
    URI closed = URI.create("http://127.0.0.1:" + closedPort());

    assertThat(execute(() -> KinesisClients.create(closed), "--count 1")).isEqualTo(2);
    assertOneLine("the endpoint cannot be reached (");
    assertThat(err.toString()).contains("AWS_ENDPOINT_URL_KINESIS");
  }

  @Test
  void credentialsThatAwsDoesNotKnowAreOneLine() {
    failDescription("UnrecognizedClientException");

    assertThat(execute("--count 1")).isEqualTo(2);
    assertOneLine("AWS does not accept the credentials (UnrecognizedClientException: said the");
  }

  @Test
  void aUserWhoMayNotDescribeTheStreamMayPublishToIt() {
    failDescription("AccessDeniedException");

    assertThat(execute("--devices 1 --interval 0s --count 1")).isZero();
    assertThat(stream.readings()).hasSize(1);
  }

  @Test
  void anErrorThatEndsTheRunIsOneLineBelowWhatWasPublished() {
    AtomicInteger calls = new AtomicInteger();
    stream.faulty.always(
        PutRecordRequest.class,
        request -> calls.incrementAndGet() > 3,
        Fault.error(() -> TestStream.rejection("ExpiredTokenException")));

    assertThat(execute("--devices 1 --interval 0s --count 10")).isEqualTo(2);
    assertOneLine("AWS does not accept the credentials (ExpiredTokenException");
    assertThat(out.toString()).contains("published 3, ");
  }

  @Test
  void anEndpointThatIsNoUrlIsOneLine() {
    Supplier<KinesisClient> broken =
        () -> {
          throw new IllegalArgumentException(
              "The URI scheme of endpointOverride must not be null.");
        };

    assertThat(execute(broken, "--count 1")).isEqualTo(2);
    assertOneLine("the AWS settings make no sense (The URI scheme");
  }

  @Test
  void aTruthFileThatCannotBeWrittenIsOneLine(@TempDir Path folder) {
    assertThat(execute("--count 1 --truth " + folder)).isEqualTo(2);
    assertOneLine("the truth file cannot be written (");
  }

  @Test
  void aThresholdThatIsNoNumberIsOneLine(@TempDir Path folder) {
    environment = Map.of("TEMP_THRESHOLD", "warm");

    assertThat(execute("--count 1 --truth " + folder.resolve("truth.jsonl"))).isEqualTo(2);
    assertOneLine("environment variable TEMP_THRESHOLD is \"warm\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--devices none",
        "--devices 0",
        "--rate 0",
        "--interval 1s --rate 2",
        "--hostile malformed=2",
        "--hostile all=1",
        "--colour red",
        "--count",
        "surplus",
      })
  void aWrongOptionIsOneLine(String options) {
    assertThat(execute(options)).isEqualTo(2);
    assertOneLine("");
    assertThat(stream.calls()).isZero();
  }

  @Test
  void sdkErrorsWhileTheClientIsMadeAreOneLine() {
    Supplier<KinesisClient> withoutRegion =
        () -> {
          throw SdkClientException.create(
              "Unable to load region from any of the providers in the chain a: [b,\n c]");
        };

    assertThat(execute(withoutRegion, "--count 1")).isEqualTo(2);
    assertOneLine("no region is set: set AWS_REGION, for example to us-east-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void helpIsNoError(String option) {
    assertThat(execute(option)).isZero();
    assertThat(out.toString()).isNotBlank();
  }

  private void failDescription(String code) {
    stream.faulty.next(
        1, DescribeStreamSummaryRequest.class, Fault.error(() -> TestStream.rejection(code)));
  }

  private int execute(String options) {
    return execute(stream::client, options);
  }

  private int execute(Supplier<KinesisClient> clients, String options) {
    Clock clock = Clock.fixed(Plans.START, ZoneOffset.UTC);
    SimulatorCommand command =
        new SimulatorCommand(clients, new Environment(environment), clock, false);
    CommandLine commandLine = SimulatorCommand.commandLine(command);
    return commandLine
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(options.split(" "));
  }

  private void assertOneLine(String start) {
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("simulator: " + start)
        .hasSizeGreaterThan("simulator: ".length());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
