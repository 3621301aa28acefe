package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.FleetCheck;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What somebody changes in the fleet's statistics behind its back does not escape the verdict. */
class FleetVerdictTest {

  private static DynamoDbLocalProcess dynamoDb;
  private DrivenPipeline run;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  @BeforeEach
  void runToTheEnd() {
    run =
        new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(100), FaultPlan.NONE)
            .publish(Fleets.hostile())
            .run();
    assertThat(run.summary().isClean()).as("%s", run.summary()).isTrue();
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void theStatisticsCountEveryRecordThatTheStreamTook() {
    FleetCheck fleet = fleet(run.summary());

    assertThat(fleet.readings() + fleet.rejected()).isEqualTo(run.summary().records());
    assertThat(fleet.rejected()).isPositive();
    assertThat(fleet.anomalous()).isPositive();
    assertThat(fleet.worstPercentileError()).isBetween(0.0001, 0.0106);
  }

  @Test
  void aWindowThatIsMissing() {
    run.pipeline
        .tables()
        .client()
        .deleteItem(delete -> delete.tableName(table()).key(keyOf(item())));

    assertThat(fleet(run.summary()).isRight()).isFalse();
    assertThat(run.summary().isClean()).isFalse();
  }

  @Test
  void aWindowThatIsThereTwice() {
    Map<String, AttributeValue> copy = new HashMap<>(item());
    copy.put("window", AttributeValue.fromS(copy.get("window").s() + "#again"));
    put(copy);

    FleetCheck fleet = fleet(run.summary());
    assertThat(fleet.readings()).isEqualTo(2 * fleet.readingsTaken());
    assertThat(fleet.isRight()).isFalse();
  }

  @Test
  void aCountThatIsOneTooHigh() {
    Map<String, AttributeValue> item = new HashMap<>(item());
    long anomalous = Long.parseLong(item.get("anomalous").n());
    item.put("anomalous", AttributeValue.fromN(Long.toString(anomalous + 1)));
    put(item);

    assertThat(fleet(run.summary()).isRight()).isFalse();
  }

  private static FleetCheck fleet(RunSummary summary) {
    return Objects.requireNonNull(summary.fleet());
  }

  private String table() {
    return run.pipeline.tables().names().fleetStatistics();
  }

  private Map<String, AttributeValue> item() {
    return run.pipeline.tables().fleetStatistics().iterator().next();
  }

  private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    return Map.of("window_day", item.get("window_day"), "window", item.get("window"));
  }

  private void put(Map<String, AttributeValue> item) {
    run.pipeline.tables().client().putItem(put -> put.tableName(table()).item(item));
  }
}
