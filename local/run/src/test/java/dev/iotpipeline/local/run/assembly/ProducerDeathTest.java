package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.PublishedMessage;
import dev.iotpipeline.simulator.Scenario;
import dev.iotpipeline.simulator.SimulationFailedException;
import dev.iotpipeline.simulator.SimulationListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A producer that dies between two records and begins anew: what it sends again is found once. */
class ProducerDeathTest {

  private static final int READINGS = 60;

  private static DynamoDbLocalProcess dynamoDb;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, READINGS})
  void whatIsSentAgainIsStoredAndAlertedOnce(int records) {
    try (DrivenPipeline run =
        new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(10), FaultPlan.NONE)) {
      assertThatThrownBy(
              () -> run.pipeline.simulation(fleet(), List.of(new DiesAfter(records))).run())
          .isInstanceOf(SimulationFailedException.class);
      run.run();
      run.publish(fleet()).run();

      RunSummary summary = run.summary();
      assertThat(summary.records()).isGreaterThanOrEqualTo(READINGS + records);
      assertThat(summary.published()).isEqualTo(READINGS);
      assertThat(summary.stored()).isEqualTo(READINGS);
      assertThat(summary.alertsExpected()).isPositive();
      assertThat(summary.alertsRepeated()).isZero();
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
    }
  }

  private static FleetPlan fleet() {
    return new FleetPlan(
        3,
        Duration.ZERO,
        (long) READINGS,
        null,
        42,
        Instant.parse("2026-11-23T10:15:30Z"),
        0.25,
        Map.of(),
        Scenario.ARTICLE);
  }

  /** The stream has taken the record, and nothing more happens. */
  private static final class DiesAfter implements SimulationListener {

    private final AtomicInteger left;

    private DiesAfter(int records) {
      left = new AtomicInteger(records);
    }

    @Override
    public void published(PublishedMessage message) {
      if (left.decrementAndGet() <= 0) {
        throw new IllegalStateException("killed");
      }
    }
  }
}
