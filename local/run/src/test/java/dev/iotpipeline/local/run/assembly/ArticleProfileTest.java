package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pipeline as the article has it: no quarantine and no ledger. */
class ArticleProfileTest {

  /** The waits before five retries, from 250 ms on, each twice the one before. */
  private static final Duration FIVE_RETRIES = Duration.ofMillis(7_750);

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
  void aBadRecordIsReportedAsFailedAndHoldsUpItsShardUntilItIsGivenUp() {
    Map<String, Object> oneByOne = new HashMap<>(PipelineSettings.ARTICLE);
    oneByOne.put("batch_size", 1);
    try (DrivenPipeline run = start(oneByOne)) {
      run.put("device", reading("sensor-1"), bytes("no reading at all"), reading("sensor-2"));
      Duration published = run.elapsed();
      run.run();

      RunSummary summary = run.summary();
      assertThat(run.elapsed().minus(published)).isGreaterThanOrEqualTo(FIVE_RETRIES);
      assertThat(summary.failedBatches()).as("once, and five retries").isEqualTo(6);
      assertThat(run.log().lastIndexOf("batch_discarded"))
          .as("the next record comes after it")
          .isPositive()
          .isLessThan(run.log().lastIndexOf("batch_processed"));
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
      assertThat(summary.stored()).isEqualTo(2);
      assertThat(summary.rejected()).isEqualTo(1);
      assertThat(summary.deadLetters()).isEqualTo(new DeadLetters(1, 0));
    }
  }

  @Test
  void nothingIsWrittenIntoQuarantineAndLedger() {
    try (DrivenPipeline run = start(PipelineSettings.ARTICLE)) {
      run.put("device", reading("sensor-1"), bytes("no reading at all"), reading("sensor-2")).run();

      assertThat(run.summary().isClean()).as("%s%n%s", run.summary(), run.log()).isTrue();
      assertThat(run.summary().alertsSent()).isEqualTo(2);
      assertThat(run.pipeline.tables().rejected()).isEmpty();
      assertThat(run.pipeline.tables().alerts()).isEmpty();
    }
  }

  private static DrivenPipeline start(Map<String, Object> settings) {
    return new DrivenPipeline(dynamoDb.uri(), PipelineSettings.load(settings), FaultPlan.NONE);
  }

  private static byte[] reading(String deviceId) {
    return bytes(
        """
        {"device_id":"%s","timestamp":"2026-11-23T10:15:30+00:00","temperature":51.5,"humidity":48,\
        "pressure":1003.25}"""
            .formatted(deviceId));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
