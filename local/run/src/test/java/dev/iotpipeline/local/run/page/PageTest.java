package dev.iotpipeline.local.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.Scenario;
import dev.iotpipeline.telemetry.Measurement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** What the page is told of a run is what the tables and the topic have. */
@Timeout(180)
class PageTest {

  private static DynamoDbLocalProcess dynamoDb;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  @Test
  void theFactsOfTheRunNameItsDevicesAndThresholds() throws Exception {
    try (ServedRun run = start(fleet(3, 1))) {
      JsonNode facts = run.json("/api/run");

      assertThat(facts.path("scenario").asText()).isEqualTo("spikes");
      assertThat(facts.path("seed").asInt()).isEqualTo(42);
      assertThat(facts.at("/thresholds/temperature_above").asInt()).isEqualTo(45);
      assertThat(facts.at("/measurements/0/unit").asText()).isEqualTo("°C");
      assertThat(facts.path("devices"))
          .extracting(JsonNode::asText)
          .containsExactly("site-1/sensor-001", "site-1/sensor-002", "site-1/sensor-003");
    }
  }

  @Test
  void theEventsSayWhatTheTablesAndTheTopicHave() throws Exception {
    try (ServedRun run = start(fleet(7, 300))) {
      PageEvents early = run.events();
      assertThat(early.name).isEqualTo("full");
      run.publish();
      RunSummary summary = run.end();
      early.until(events -> events.last.at("/verdict/ended").asBoolean());

      assertThat(summary.isClean()).as("%s", summary).isTrue();
      assertThat(early.devices).isEqualTo(lastReadings(run));
      assertThat(early.last.at("/flow/published").asInt()).isEqualTo(300);
      assertThat(early.last.at("/flow/stored").asInt()).isEqualTo(300);
      assertThat(early.last.at("/flow/alerted").asLong()).isEqualTo(summary.alertsSent());
      assertThat(early.last.at("/flow/stored_ms/p99").asDouble()).isPositive();
      assertThat(sum(early.series, "stored")).isEqualTo(300);
      assertThat(sum(early.series, "alerted")).isEqualTo(summary.alertsSent());
      assertThat(early.last.at("/verdict/clean").asBoolean()).isTrue();
      assertThat(early.last.at("/verdict/alerts_expected").asLong())
          .isEqualTo(summary.alertsExpected());
      assertThat(early.alerts.size() + early.alertsOmitted).isEqualTo(run.notifications.size());
      assertThat(run.notifications)
          .extracting(Notification::sms)
          .containsAll(early.alerts.stream().map(alert -> alert.path("sms").asText()).toList());
    }
  }

  @Test
  void aDeviceIsShownAsItsTablesHaveIt() throws Exception {
    try (ServedRun run = start(fleet(2, 100))) {
      run.publish();
      run.pipeline.drain(Duration.ofMinutes(2));
      JsonNode device = run.device("site-1/sensor-001");

      assertThat(device.path("readings")).hasSize(50);
      assertThat(device.at("/shadow/readings").asInt()).isEqualTo(50);
      assertThat(device.at("/readings/49/temperature").decimalValue())
          .isEqualByComparingTo(device.at("/shadow/temperature").decimalValue());
      List<String> anomalous =
          StreamSupport.stream(device.path("readings").spliterator(), false)
              .filter(reading -> !reading.path("anomalies").isEmpty())
              .map(reading -> reading.path("t").asText())
              .toList();
      List<String> alerted =
          run.notifications.stream()
              .filter(sent -> sent.attributes().get("device_id").equals("site-1/sensor-001"))
              .map(sent -> Instant.parse(sent.attributes().get("timestamp")).toString())
              .sorted()
              .toList();
      assertThat(anomalous).isEqualTo(alerted).isNotEmpty();
      assertThat(device.path("alerts")).hasSize(Math.min(20, alerted.size()));
    }
  }

  @Test
  void thresholdsOfADeviceAreItsOwn() throws Exception {
    try (ServedRun run = start(fleet(1, 20))) {
      run.pipeline
          .tables()
          .client()
          .putItem(
              put ->
                  put.tableName(run.pipeline.tables().names().thresholds())
                      .item(
                          Map.of(
                              "applies_to", AttributeValue.fromS("site-1/*"),
                              "temperature_above", AttributeValue.fromN("12.5"))));
      run.publish();
      run.pipeline.drain(Duration.ofMinutes(2));
      JsonNode device = run.device("site-1/sensor-001");

      assertThat(device.at("/thresholds/temperature_above").asText()).isEqualTo("12.5");
      assertThat(device.at("/thresholds/humidity_above").asInt()).isEqualTo(90);
      assertThat(device.at("/readings/0/anomalies/0").asText()).isEqualTo("temperature_above");
    }
  }

  @Test
  void withoutShadowsReadingsAndAlertsSayHowDevicesAre() throws Exception {
    try (ServedRun run = new ServedRun(dynamoDb, fleet(4, 100), PipelineSettings.ARTICLE)) {
      run.publish();
      run.end();
      PageEvents events = run.events();

      assertThat(events.devices).isEqualTo(lastReadings(run)).hasSize(4);
      assertThat(run.device("site-1/sensor-001").path("shadow").isNull()).isTrue();
    }
  }

  @Test
  void anotherProducersDeviceIsNew() throws Exception {
    try (ServedRun run = start(null);
        KinesisClient producer = KinesisClients.create(run.pipeline.kinesisUri())) {
      PageEvents events = run.events();
      producer.putRecord(
          put ->
              put.streamName("iot-telemetry-stream")
                  .partitionKey("door-1")
                  .data(
                      SdkBytes.fromUtf8String(
                          "{\"device_id\":\"door-1\",\"timestamp\":\"2026-11-23T10:15:30Z\","
                              + "\"temperature\":51.5,\"humidity\":48,\"pressure\":1003}")));
      events.until(seen -> seen.devices.containsKey(0));

      assertThat(events.newDevices).containsExactly("door-1");
      assertThat(events.devices).containsExactly(Map.entry(0, "b 51.5"));
      assertThat(run.events().newDevices).containsExactly("door-1");
      assertThat(run.json("/api/run").path("devices")).hasSize(1);
      assertThat(
              run.hand("{\"action\":\"silence\",\"target\":\"door-1\",\"on\":true}").statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void theFleetsWindowsAreThoseOfTheTable() throws Exception {
    try (ServedRun run =
        new ServedRun(dynamoDb, fleet(4, 200), Map.of("fleet_window_in_seconds", 1))) {
      PageEvents events = run.events();
      run.publish();
      run.end();
      events.until(seen -> seen.last.at("/verdict/ended").asBoolean());

      List<String> kept =
          run.pipeline.fleetWindows(Instant.EPOCH).stream()
              .map(
                  window ->
                      window.start()
                          + " "
                          + window.statistics().readings()
                          + " "
                          + window.statistics().of(Measurement.TEMPERATURE).percentile(0.5))
              .toList();
      assertThat(events.windows).extracting(PageTest::window).isEqualTo(kept).isNotEmpty();
      assertThat(run.events().windows).extracting(PageTest::window).isEqualTo(kept);
    }
  }

  @Test
  void aMachineThatIsTooSlowIsNamed() throws Exception {
    try (ServedRun run = start(null)) {
      PageEvents events = run.events();
      run.audience.close();
      // One more look of the audience may be between them, and does not matter.
      for (int second = 1; second <= 20; second++) {
        run.page.second(late(second));
      }
      events.until(
          seen ->
              seen.last
                  .path("overload")
                  .asText()
                  .startsWith("This machine stores 60 of 100 readings/s"));
      run.page.producersEnded();

      assertThat(run.events().last.path("overload").asText()).startsWith("This machine stores");
    }
  }

  /** A second after which the oldest record has waited for too long. */
  private static Second late(int second) {
    return new Second(
        Instant.parse("2026-11-23T10:15:30Z").plusSeconds(second),
        new LiveCounts(100L * second, 60L * second, 0, 0),
        new LiveCounts(100, 60, 0, 0),
        new RecentLatencies(new Histogram(2), new Histogram(2)),
        new Backlog(Duration.ofSeconds(3), 0, 0, Duration.ZERO, new DeadLetters(0, 0)),
        "up");
  }

  private static String window(JsonNode window) {
    return window.path("start").asText()
        + " "
        + window.path("readings").asLong()
        + " "
        + window.at("/temperature/p50").asDouble();
  }

  private static ServedRun start(FleetPlan plan) {
    return new ServedRun(dynamoDb, plan, Map.of());
  }

  private static FleetPlan fleet(int devices, long count) {
    return new FleetPlan(
        devices,
        Duration.ZERO,
        count,
        null,
        42,
        Instant.parse("2026-11-23T10:15:30Z"),
        0.2,
        Map.of(),
        Scenario.SPIKES);
  }

  /** Each device's state and temperature by its newest reading in the table. */
  private static Map<Integer, String> lastReadings(ServedRun run) throws Exception {
    Map<Integer, String> last = new HashMap<>();
    int place = 0;
    for (JsonNode id : run.json("/api/run").path("devices")) {
      JsonNode readings = run.device(id.asText()).path("readings");
      JsonNode newest = readings.get(readings.size() - 1);
      List<String> anomalies =
          StreamSupport.stream(newest.path("anomalies").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      String state =
          anomalies.isEmpty() ? "o" : anomalies.equals(List.of("temperature_rising")) ? "r" : "b";
      last.put(place, state + " " + newest.path("temperature"));
      place++;
    }
    return last;
  }

  private static long sum(List<JsonNode> series, String field) {
    return series.stream().mapToLong(point -> point.path(field).asLong()).sum();
  }
}
