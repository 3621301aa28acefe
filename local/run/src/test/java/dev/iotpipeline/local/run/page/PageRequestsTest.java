package dev.iotpipeline.local.run.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server of the page answers, and whom. */
@Timeout(180)
class PageRequestsTest {

  private static DynamoDbLocalProcess dynamoDb;
  private static ServedRun run;

  @BeforeAll
  static void start() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
    FleetPlan plan =
        new FleetPlan(
            2,
            Duration.ofMillis(50),
            null,
            null,
            42,
            Instant.parse("2026-11-23T10:15:30Z"),
            0,
            Map.of(),
            Scenario.NORMAL);
    run = new ServedRun(dynamoDb, plan, Map.of());
  }

  @AfterAll
  static void end() {
    run.close();
    dynamoDb.close();
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
  @CsvSource({"evil.example, 403", "evil.example:%d, 403", "127.0.0.1, 200", "localhost:%d, 200"})
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
}
