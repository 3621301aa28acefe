package dev.iotpipeline.local.run.browser;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Makes the pictures of the documents; {@code docs/pictures/make} runs it, and no build does. */
@BrowserTest
class PagePictures {

  private static final Path PICTURES = Path.of("../../docs/pictures");
  private static final int DEVICES = 50;

  /** As small as one look allows, and fine, because a document shows it smaller still. */
  private static final int WIDTH = 1110;

  private static final int HEIGHT = 880;
  private static final double SCALE = 1.5;

  private final Browser browser;
  private final DynamoDbLocalProcess dynamoDb;

  PagePictures(Browser browser, DynamoDbLocalProcess dynamoDb) {
    this.browser = browser;
    this.dynamoDb = dynamoDb;
  }

  @Test
  void ofAHeatwaveWhenPeopleWereToldThatHalfOfTheSiteIsTooHot() throws IOException {
    warmUp();
    try (PageRun run =
        new PageRun(
            dynamoDb,
            PipelineSettings.load(Map.of("notification_cooldown_in_seconds", 300)),
            heatwave(),
            Clock.systemUTC())) {
      browser.resize(WIDTH, HEIGHT, SCALE);
      browser.open(run.url());
      browser.await(
          "half of the devices in breach",
          () -> browser.count("#sites .cell[data-state=b]") >= DEVICES / 2);
      browser.await("two alerts", () -> browser.count("#alert-list [data-alert]") >= 2);
      for (String colours : new String[] {"light", "dark"}) {
        browser.prefer(colours);
        Files.write(PICTURES.resolve("page-" + colours + ".png"), browser.picture());
      }
    }
  }

  /** The command does so too before it begins to publish. */
  private void warmUp() {
    try (PageRun run =
        new PageRun(
            dynamoDb, PipelineSettings.load(Map.of()), Plans.normal(DEVICES), Clock.systemUTC())) {
      browser.open(run.url());
      browser.await(
          "fast",
          () -> browser.text("#flow [data-value=stored_ms]").matches("[0-9]+ ms, [0-9]+ ms"));
    }
  }

  private static FleetPlan heatwave() {
    return new FleetPlan(
        DEVICES,
        Duration.ofSeconds(1),
        null,
        Duration.ofSeconds(300),
        42,
        Instant.now(),
        0,
        Map.of(),
        Scenario.HEATWAVE);
  }
}
