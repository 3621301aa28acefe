package dev.iotpipeline.local.run.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page may ask for, what comes of it, and what is refused. */
@Timeout(180)
class PageRequestsTest {

  private static final String DEVICE = "site-1/sensor-001";

  private static DynamoDbLocalProcess dynamoDb;

  private ServedRun run;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  @BeforeEach
  void start() {
    FleetPlan plan =
        new FleetPlan(
            2,
            Duration.ofMillis(20),
            600L,
            null,
            42,
            Instant.parse("2026-11-23T10:15:30Z"),
            0,
            Map.of(),
            Scenario.NORMAL);
    run = new ServedRun(dynamoDb, plan, Map.of());
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void thePageAndItsLibraryAreServedAndNothingFromElsewhereMayRun() throws Exception {
    HttpResponse<String> page = run.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
    assertThat(run.get("/uplot/uPlot.esm.js").headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    assertThat(run.get("/uplot/uPlot.min.css").statusCode()).isEqualTo(200);
    assertThat(run.get("/api/nothing").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"evil.example, 403", "evil.example:%d, 403", "127.0.0.1, 403", "localhost:%d, 200"})
  void onlyItsOwnNamesAreAnswered(String host, String status) throws Exception {
    int port = run.page.uri().getPort();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request =
          "GET /api/run HTTP/1.1\r\nHost: "
              + host.formatted(port)
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void anotherPageMayAskForNothing() throws Exception {
    HttpRequest.Builder foreign =
        run.request("/api/events").header("Origin", "http://evil.example");
    assertThat(run.send(foreign).statusCode()).isEqualTo(403);
    HttpRequest.Builder own = run.request("/api/run").header("Origin", run.page.uri().toString());
    assertThat(run.send(own).statusCode()).isEqualTo(200);
    HttpRequest.Builder form =
        run.request("/api/hand")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"kill\"}"));
    assertThat(run.send(form).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "kill",
        "{}",
        "{'action':'dance'}",
        "{'action':'throttle'}",
        "{'action':'throttle','on':1}",
        "{'action':'heat','target':'site-9','on':true}",
        "{'action':'silence','target':'site-1','on':true}",
        "{'action':'malformed'}"
      })
  void whatCannotBeDoneIsRefusedInOneSentence(String body) throws Exception {
    HttpResponse<String> answer = run.hand(body.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(ServedRun.JSON.readTree(answer.body()).path("error").asText())
        .contains("it has to be");
  }

  @Test
  void anUnknownDeviceIsNotFound() throws Exception {
    assertThat(run.get("/api/device?id=door-1").statusCode()).isEqualTo(404);
    assertThat(run.get("/api/device").statusCode()).isEqualTo(404);
  }

  @Test
  void aMalformedRecordIsInQuarantineAndItsDeviceIsShownAsRejected() throws Exception {
    PageEvents events = run.events();
    assertThat(run.hand("{\"action\":\"malformed\",\"target\":\"" + DEVICE + "\"}").statusCode())
        .isEqualTo(204);
    events.until(seen -> "x null".equals(seen.devices.get(0)));
    JsonNode rejected = run.device(DEVICE).at("/rejected/0");

    assertThat(rejected.path("reason").asText()).isEqualTo("malformed_json");
    assertThat(rejected.path("payload_text").asText()).contains(DEVICE);
    assertThat(HexFormat.of().parseHex(rejected.path("payload_hex").asText()))
        .hasSize(rejected.path("size").asInt());
    RunSummary summary = run.end();
    assertThat(summary.isClean()).as("%s", summary).isTrue();
    assertThat(summary.rejected()).isEqualTo(1);
    events.until(seen -> seen.last.at("/verdict/ended").asBoolean());
    assertThat(events.last.at("/flow/quarantined").asInt()).isEqualTo(1);
  }

  @Test
  void throughAllThatCanBeDoneToARunNothingIsLost() throws Exception {
    PageEvents events = run.events();
    assertThat(run.hand("{\"action\":\"heat\",\"target\":\"site-1\",\"on\":true}").statusCode())
        .isEqualTo(204);
    assertThat(run.hand("{\"action\":\"throttle\",\"on\":true}").statusCode()).isEqualTo(204);
    events.untilDatabaseIs("throttled");
    // The fleet publishes for six seconds, so that it meets what is done to the database.
    CompletableFuture<Void> published = CompletableFuture.runAsync(run::publish);
    events.until(seen -> seen.last.at("/flow/stored").asInt() > 0);
    assertThat(run.hand("{\"action\":\"kill\"}").statusCode()).isEqualTo(204);
    events.untilDatabaseIs("down");
    assertThat(run.get("/api/device?id=site-1%2Fsensor-001").statusCode()).isEqualTo(503);
    assertThat(events.last.path("heated")).extracting(JsonNode::asText).containsExactly("site-1");
    published.get();
    RunSummary summary = run.end();

    assertThat(summary.isClean()).as("%s", summary).isTrue();
    assertThat(summary.stored()).isEqualTo(600);
    assertThat(summary.faults()).containsKeys("throttled", "connection_reset");
    assertThat(summary.alertsExpected()).as("the truth knows of the heat").isPositive();
    events.untilDatabaseIs("up");
    assertThat(run.hand("{\"action\":\"kill\"}").statusCode()).isEqualTo(409);
  }
}
