package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The most that AWS lets anybody ask of the pipeline. */
class LimitsTest {

  /** Kinesis' own limit of a record. */
  private static final int MEBIBYTE = 1024 * 1024;

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
  void aBatchOfSixMegabytesIsHandledInOneGo() {
    try (DrivenPipeline run = start(10_000)) {
      run.putAll(payloads(300, i -> padded(reading("sensor-" + i, "23.5"), 20_000))).run();

      assertThatAllIsWell(run, 300);
      assertThat(run.batches()).as("6 MB each").isEqualTo(2);
    }
  }

  @Test
  void tenThousandRecordsAtOnceAreHandled() {
    try (DrivenPipeline run = start(10_000)) {
      run.putAll(
              payloads(
                  10_000,
                  i ->
                      reading("sensor-" + i, i % 100 == 0 ? "51.5" : "23.5")
                          .getBytes(StandardCharsets.UTF_8)))
          .run();

      assertThatAllIsWell(run, 10_000);
      assertThat(run.summary().alertsSent()).isEqualTo(100);
      assertThat(run.batches()).as("by the limit of 6 MB").isEqualTo(2);
    }
  }

  @Test
  void aRecordOfOneMebibyteIsStoredIfItIsAReadingAndQuarantinedIfItIsNone() {
    byte[] reading = padded(reading("sensor-1", "51.5"), MEBIBYTE - 100);
    byte[] nonsense = "x".repeat(MEBIBYTE - 100).getBytes(StandardCharsets.UTF_8);
    try (DrivenPipeline run = start(100)) {
      run.putAll(List.of(reading, nonsense)).run();

      RunSummary summary = run.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
      assertThat(summary.stored()).isEqualTo(1);
      assertThat(summary.rejected()).isEqualTo(1);
      assertThat(summary.failedBatches()).isZero();
      Map<String, AttributeValue> quarantined = run.pipeline.tables().rejected().iterator().next();
      assertThat(quarantined.get("payload_cut").bool()).isTrue();
      assertThat(quarantined.get("payload_bytes").n()).isEqualTo(String.valueOf(MEBIBYTE - 100));
      assertThat(quarantined.get("payload").b().asByteArray()).hasSize(405_504);
    }
  }

  /** The largest partition key, the longest field name and a flood of them: DynamoDB agrees. */
  @Test
  void aWholeBatchOfTheLargestBadRecordsIsQuarantined() {
    String field = "\uD83D\uDE00".repeat(300);
    byte[] payload =
        ("{\"" + field + "\":1,\"" + field + "\":2," + " ".repeat(600_000) + "}")
            .getBytes(StandardCharsets.UTF_8);
    try (DrivenPipeline run = start(100)) {
      run.put("\u6E29".repeat(256), payload, payload, payload, payload, payload).run();

      assertThat(run.summary().isClean()).as(run.log()).isTrue();
      assertThat(run.summary().rejected()).isEqualTo(5);
      assertThat(run.summary().failedBatches()).isZero();
    }
  }

  /** 2,048 bytes of UTF-8 each, and of the last a character that XML cannot hold. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00E9", "\u6E29", "\u05D0", "\u0627", "\uD83D\uDE00", "\uFFFF"})
  void aDeviceIdOfTwoThousandBytesInAnyScriptIsStoredAndAlertedAndCounted(String character) {
    int times = 2_048 / character.getBytes(StandardCharsets.UTF_8).length;
    String deviceId = character.repeat(times);
    byte[] payload = reading(deviceId, "51.5").getBytes(StandardCharsets.UTF_8);
    try (DrivenPipeline run = start(100)) {
      run.put("device", payload).run();

      assertThatAllIsWell(run, 1);
      assertThat(run.summary().alertsSent()).isEqualTo(1);
      assertThat(run.readings().values().iterator().next().get("device_id").s())
          .isEqualTo(deviceId);
      assertThat(run.alerts()).containsEntry(true, 1L);
    }
  }

  @Test
  void aBatchInWhichEveryReadingIsAnomalousIsAlertedInFull() {
    try (DrivenPipeline run = start(1_000)) {
      run.putAll(
              payloads(500, i -> reading("sensor-" + i, "51.5").getBytes(StandardCharsets.UTF_8)))
          .run();

      assertThatAllIsWell(run, 500);
      assertThat(run.summary().alertsSent()).isEqualTo(500);
      assertThat(run.batches()).isEqualTo(1);
    }
  }

  /** What is not done in its time is failed, and Lambda tries it again; nothing is swallowed. */
  @ParameterizedTest
  @EnumSource(names = {"THROTTLING", "LEFTOVERS", "LOST_ANSWERS", "CRASHES"})
  void functionsWithOneSecondFailWhatTheyCannotDo(FaultScenario scenario) {
    PipelineSettings oneSecond =
        PipelineSettings.load(
            Map.of(
                "batch_size", 20,
                "consumer_timeout_in_seconds", 1,
                "alert_timeout_in_seconds", 1));
    try (DrivenPipeline run = new DrivenPipeline(dynamoDb.uri(), oneSecond, scenario.plan())) {
      run.publish(Fleets.hostile()).run();

      assertThat(run.summary().isClean()).as("%s%n%s", run.summary(), run.log()).isTrue();
      assertThat(run.summary().deadLetters().batches()).isZero();
    }
  }

  private static void assertThatAllIsWell(DrivenPipeline run, int readings) {
    RunSummary summary = run.summary();
    assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
    assertThat(summary.stored()).isEqualTo(readings);
    assertThat(summary.failedBatches()).isZero();
  }

  private static DrivenPipeline start(int batchSize) {
    return new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(batchSize), FaultPlan.NONE);
  }

  private static List<byte[]> payloads(int count, IntFunction<byte[]> payload) {
    return IntStream.range(0, count).mapToObj(payload).toList();
  }

  private static String reading(String deviceId, String temperature) {
    return """
        {"device_id":"%s","timestamp":"2026-11-23T10:15:30+00:00","temperature":%s,"humidity":48,\
        "pressure":1003.25}"""
        .formatted(deviceId, temperature);
  }

  /** The same reading with a field that nobody knows, so that it has this many bytes. */
  private static byte[] padded(String reading, int bytes) {
    String start = reading.substring(0, reading.length() - 1) + ",\"note\":\"";
    String end = "\"}";
    return (start + "x".repeat(bytes - start.length() - end.length()) + end)
        .getBytes(StandardCharsets.UTF_8);
  }
}
