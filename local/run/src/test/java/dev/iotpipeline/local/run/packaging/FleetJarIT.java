package dev.iotpipeline.local.run.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.run.packaging.RuntimeApi.Answer;
import dev.iotpipeline.local.run.packaging.ServiceStub.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The jar of the fleet's statistics, as Terraform deploys it, under AWS's runtime client. */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "AWS's runtime client has native code for Linux only")
class FleetJarIT extends FunctionJarFixture {

  /** The function goes by the system's clock, and CloudWatch takes no metrics that are old. */
  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private ServiceStub cloudWatch;

  FleetJarIT() {
    super("fleet");
  }

  @BeforeEach
  void startServices() throws IOException {
    cloudWatch = new ServiceStub(Reply.METRICS_TAKEN);
  }

  @AfterEach
  void stopServices() {
    cloudWatch.close();
  }

  @Test
  void countsTwoBatchesOfAWindowAndKeepsTheirStatistics() throws Exception {
    try (DeployedFunction function = start(environment())) {
      Answer first =
          function
              .api()
              .invoke(event(false, "{}", reading("sensor-1", 20), reading("sensor-2", 30)));
      assertThat(first.kind()).as(function.output()).isEqualTo("response");
      JsonNode answer = JsonMapper.builder().build().readTree(first.body());
      assertThat(answer.get("batchItemFailures")).isEmpty();
      assertThat(tables.fleetStatistics()).isEmpty();

      Answer last = function.api().invoke(event(true, answer.get("state").toString()));

      assertThat(last.kind()).as(function.output()).isEqualTo("response");
      assertThat(tables.fleetStatistics())
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item)
                      .containsEntry("readings", AttributeValue.fromN("2"))
                      .containsEntry("devices", AttributeValue.fromN("2"))
                      .containsKeys("temperature", "device_sketch", "counted_at"));
      assertThat(cloudWatch.bodies())
          .singleElement()
          .asString()
          .contains("IoTPipeline/Fleet", "Temperature", "Readings", "Devices");
      assertThat(function.output()).contains("window_kept").doesNotContain("SLF4J", "ERROR");
    }
  }

  /**
   * The memory that the largest batch takes: 10,000 records, about 6 MB of events. Terraform gives
   * the function 512 MB.
   */
  @Test
  void theLargestBatchFitsIntoAHeapOfSixtyFourMegabytes() throws Exception {
    List<String> payloads = new ArrayList<>();
    for (int n = 0; n < 10_000; n++) {
      payloads.add(n % 2 == 0 ? reading("sensor-" + n, n / 100.0) : "no reading " + n);
    }
    String event = event(true, "{}", payloads.toArray(String[]::new));
    assertThat(event.length()).isBetween(5_500_000, 6_500_000);
    try (DeployedFunction function = start(environment(), 64)) {
      assertThat(function.api().invoke(event).kind()).as(function.output()).isEqualTo("response");
      assertThat(tables.fleetStatistics())
          .singleElement()
          .satisfies(
              item -> assertThat(item).containsEntry("rejected", AttributeValue.fromN("5000")));
    }
  }

  @Test
  void rehearsesBeforeASnapshotWithoutKeepingAnything() throws Exception {
    try (ServiceStub credentials = new ServiceStub(credentials("KEY"));
        DeployedFunction function = startForSnapshot(credentials)) {
      function.api().awaitSnapshot();

      assertThat(function.output()).contains("\"event\":\"primed\"");
      assertThat(tables.fleetStatistics()).isEmpty();
      assertThat(cloudWatch.signatures()).isEmpty();

      function.api().restore();
      assertThat(function.api().invoke(event(true, "{}", reading("sensor-1", 20))).kind())
          .as(function.output())
          .isEqualTo("response");
      assertThat(tables.fleetStatistics()).hasSize(1);
      assertThat(cloudWatch.signatures()).hasSize(1);
    }
  }

  @Test
  void saysWhichVariableIsMissing() throws Exception {
    Answer answer = answerWithout("FLEET_TABLE_NAME");

    assertThat(answer.kind()).isEqualTo("init/error");
    assertThat(answer.body()).contains("FLEET_TABLE_NAME");
  }

  @Override
  Map<String, String> environment() throws IOException {
    Map<String, String> environment =
        environment(
            Map.of(
                "FLEET_TABLE_NAME", tables.names().fleetStatistics(), "FLEET_RETENTION_DAYS", "0"));
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.uri().toString());
    return environment;
  }

  private static String reading(String device, double temperature) {
    return """
        {"device_id":"%s","timestamp":"%s","temperature":%s,"humidity":48.2,"pressure":1003.25}"""
        .formatted(device, START, temperature);
  }

  /** As AWS's documentation shows an event of a tumbling window. */
  private static String event(boolean isFinal, String state, String... payloads) {
    List<String> records = new ArrayList<>();
    for (String payload : payloads) {
      records.add(record(records.size(), payload));
    }
    return """
        {"Records":[%s],"window":{"start":"%s","end":"%s"},"state":%s,\
        "shardId":"shardId-000000000000",\
        "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/iot-telemetry-stream",\
        "isFinalInvokeForWindow":%s,"isWindowTerminatedEarly":false}"""
        .formatted(
            String.join(",", records), START, START.plus(1, ChronoUnit.MINUTES), state, isFinal);
  }

  private static String record(int index, String payload) {
    String sequenceNumber = "4967" + String.format("%052d", index);
    String data = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    return """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"key","sequenceNumber":"%s",\
        "data":"%s","approximateArrivalTimestamp":1.79542893125E9},"eventSource":"aws:kinesis",\
        "eventVersion":"1.0","eventID":"shardId-000000000000:%s","eventName":"aws:kinesis:record",\
        "invokeIdentityArn":"arn:aws:iam::000000000000:role/iot-fleet","awsRegion":"us-east-1",\
        "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/iot-telemetry-stream"}"""
        .formatted(sequenceNumber, data, sequenceNumber);
  }
}
