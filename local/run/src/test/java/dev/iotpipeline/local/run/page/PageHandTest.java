package dev.iotpipeline.local.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.SimulationSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page does to a run, and what comes of it. */
@Timeout(180)
class PageHandTest {

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

  @AfterEach
  void close() {
    run.close();
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
    Simulation simulation = run.simulation();
    CompletableFuture<SimulationSummary> published = CompletableFuture.supplyAsync(simulation::run);
    PageEvents events = run.events();
    done("{'action':'heat','target':'site-1','on':true}");
    done("{'action':'silence','target':'site-1/sensor-002','on':true}");
    done("{'action':'throttle','on':true}");
    events.until(seen -> isDatabase("throttled", seen));
    done("{'action':'kill'}");
    events.until(seen -> isDatabase("down", seen));
    assertThat(run.get("/api/device?id=site-1%2Fsensor-001").statusCode()).isEqualTo(503);
    assertThat(texts(events.last.path("heated"))).containsExactly("site-1");
    assertThat(texts(events.last.path("silenced"))).containsExactly("site-1/sensor-002");
    events.until(seen -> isDatabase("throttled", seen));
    events.until(seen -> seen.last.at("/flow/alerted").asInt() > 0);
    simulation.stop();
    long count = published.get().published();
    RunSummary summary = run.end();

    assertThat(summary.isClean()).as("%s", summary).isTrue();
    assertThat(summary.stored()).isEqualTo(count);
    // On a slow machine no call may fall into the outage; that it was one, the 503 has shown.
    assertThat(summary.faults()).containsKey("throttled");
    events.until(seen -> seen.last.at("/verdict/ended").asBoolean());
    assertThat(events.last.path("database").asText()).isEqualTo("up");
    assertThat(run.hand("{\"action\":\"kill\"}").statusCode()).isEqualTo(409);
  }

  private void done(String action) throws IOException, InterruptedException {
    assertThat(run.hand(action.replace('\'', '"')).statusCode()).as(action).isEqualTo(204);
  }

  private static boolean isDatabase(String state, PageEvents events) {
    return events.last.path("database").asText().equals(state);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
