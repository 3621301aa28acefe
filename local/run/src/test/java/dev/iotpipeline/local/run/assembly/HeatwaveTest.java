package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A site gets hot: hundreds of devices breach within seconds, and people get a few messages. Each
 * device reports every two seconds; with a reading a second the test takes more than a minute.
 */
class HeatwaveTest {

  private static final int DEVICES = 500;

  @Test
  void aHotSiteIsAFewMessagesThatNameEachDeviceOnceAsRaisedAndOnceAsCleared() throws IOException {
    try (DynamoDbLocalProcess dynamoDb = DynamoDbLocalProcess.start(0);
        DrivenPipeline run =
            new DrivenPipeline(
                dynamoDb.uri(),
                PipelineSettings.load(Map.of("notification_cooldown_in_seconds", 300)),
                FaultPlan.NONE)) {
      run.play(fleet(run)).run();

      RunSummary summary = run.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
      assertThat(summary.notifications()).isPositive().isLessThan(20);
      assertThat(summary.metric().anomalyCount())
          .as("every anomalous reading is counted")
          .isGreaterThan(1_000);
      Map<String, Integer> named = named(run);
      assertThat(named).hasSize(2 * DEVICES);
      assertThat(named.values()).containsOnly(1);
      assertThat(named.keySet())
          .allMatch(
              name -> name.startsWith("raised site-1/") || name.startsWith("cleared site-1/"));
    }
  }

  /** How often the messages name each device as raised and as cleared. */
  private static Map<String, Integer> named(DrivenPipeline run) throws IOException {
    Map<String, Integer> named = new TreeMap<>();
    for (Notification message : run.notifications()) {
      for (JsonNode notice : new JsonMapper().readTree(message.text()).get("notices")) {
        String name = notice.get("kind").asText() + " " + notice.get("device_id").asText();
        named.merge(name, 1, Integer::sum);
      }
    }
    return named;
  }

  private static FleetPlan fleet(DrivenPipeline run) {
    return new FleetPlan(
        DEVICES,
        Duration.ofSeconds(2),
        null,
        Duration.ofSeconds(60),
        42,
        run.clock.instant(),
        0,
        Map.of(),
        Scenario.HEATWAVE);
  }
}
