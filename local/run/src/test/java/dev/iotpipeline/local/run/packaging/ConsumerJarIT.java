package dev.iotpipeline.local.run.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.run.packaging.RuntimeApi.Answer;
import dev.iotpipeline.local.run.packaging.ServiceStub.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The consumer's jar, as Terraform deploys it, under AWS's runtime client. */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "AWS's runtime client has native code for Linux only")
class ConsumerJarIT extends FunctionJarFixture {

  private static final Reply ACCEPTED = new Reply(202, Map.of(), new byte[0]);
  private static final String NORMAL =
      """
      {"device_id":"sensor-1","timestamp":"2026-11-23T11:15:30.5+01:00","temperature":23.50,\
      "humidity":48.2,"pressure":1003.25,"firmware_version":"1.2.0"}""";
  private static final String HOT =
      """
      {"device_id":"sensor-2","timestamp":"2026-11-23T10:15:30+00:00","temperature":52.31,\
      "humidity":48.2,"pressure":1003.25}""";

  private ServiceStub lambda;

  ConsumerJarIT() {
    super("consumer");
  }

  @BeforeEach
  void startServices() throws IOException {
    lambda = new ServiceStub(ACCEPTED);
  }

  @AfterEach
  void stopServices() {
    lambda.close();
  }

  @Test
  void storesReadingsAsksForAlertsAndQuarantinesWhatIsNoReading() throws Exception {
    try (DeployedFunction function = start(environment())) {
      Answer answer = function.api().invoke(event(NORMAL, "not a reading", HOT));

      assertThat(answer.kind()).as(function.output()).isEqualTo("response");
      assertThat(answer.body()).isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(tables.rejected())
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item)
                      .containsEntry("sequence_number", AttributeValue.fromS(sequenceNumber(1)))
                      .containsEntry("reason", AttributeValue.fromS("malformed_json")));
      assertThat(items().keySet()).containsExactlyInAnyOrder("sensor-1", "sensor-2");
      assertThat(items().get("sensor-1"))
          .containsEntry("timestamp", AttributeValue.fromS("2026-11-23T10:15:30.500000000Z"))
          .containsEntry("temperature", AttributeValue.fromN("23.5"))
          .containsEntry(
              "ingestion_timestamp", AttributeValue.fromS("2026-11-23T10:15:31.250000000Z"));
      assertThat(lambda.bodies()).singleElement().asString().contains("sensor-2");
      assertThat(function.output()).contains("malformed_json").doesNotContain("SLF4J");
    }
  }

  @Test
  void reportsTheReadingWhoseAlertWasNotTaken() throws Exception {
    lambda.replyWith(Reply.of(403, "application/json", "{\"message\":\"not allowed\"}"));
    try (DeployedFunction function = start(environment())) {
      Answer answer = function.api().invoke(event(NORMAL, HOT));

      assertThat(answer.body()).contains(sequenceNumber(1)).doesNotContain(sequenceNumber(0));
    }
  }

  /**
   * The memory that the largest batch takes: 6 MB of events, one half of it readings beyond a
   * threshold and the other no readings at all. Terraform gives the function 1,024 MB.
   */
  @Test
  void theLargestBatchFitsIntoAHeapOfSixtyFourMegabytes() throws Exception {
    List<String> payloads = new ArrayList<>();
    int bytes = 0;
    while (bytes < 6_000_000) {
      int n = payloads.size();
      payloads.add(n % 2 == 0 ? HOT.replace("sensor-2", "sensor-" + n) : "no reading " + n);
      bytes += record(n, payloads.get(n)).length();
    }
    try (DeployedFunction function = start(environment(), 64)) {
      Answer answer = function.api().invoke(event(payloads.toArray(String[]::new)));

      assertThat(answer.kind()).as(function.output()).isEqualTo("response");
      assertThat(answer.body()).isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(items()).hasSize((payloads.size() + 1) / 2);
      assertThat(lambda.bodies().stream().distinct())
          .as("a call that the machine answers late is made again")
          .hasSize(items().size());
    }
  }

  @Test
  void rehearsesBeforeASnapshotWithoutTouchingData() throws Exception {
    try (ServiceStub credentials = new ServiceStub(credentials("BEFORE"));
        DeployedFunction function = startForSnapshot(credentials)) {
      function.api().awaitSnapshot();

      assertThat(function.output()).contains("\"event\":\"primed\"").doesNotContain("SLF4J");
      assertThat(tables.readings()).isEmpty();
      assertThat(tables.rejected()).isEmpty();
      assertThat(lambda.bodies()).isNotEmpty().containsOnly("{}");
      assertThat(lambda.signatures()).isEmpty();

      credentials.replyWith(credentials("AFTER"));
      function.api().restore();
      assertThat(function.api().invoke(event(NORMAL, HOT)).body())
          .as(function.output())
          .isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(items()).hasSize(2);
      assertThat(lambda.signatures()).singleElement().asString().contains("Credential=AFTER/");
    }
  }

  @Test
  void startsUnprimedWhereAServiceCannotBeReached() throws Exception {
    lambda.close();
    try (ServiceStub credentials = new ServiceStub(credentials("KEY"));
        DeployedFunction function = startForSnapshot(credentials)) {
      function.api().awaitSnapshot();
      function.api().restore();

      assertThat(function.api().invoke(event(NORMAL)).body())
          .as(function.output())
          .isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(function.output()).contains("\"event\":\"not_primed\"");
      assertThat(items()).hasSize(1);
    }
  }

  @Test
  void failsAsAWholeWhenTheEventIsNone() throws Exception {
    try (DeployedFunction function = start(environment())) {
      Answer answer = function.api().invoke("{\"Records\":[{\"kinesis\":\"no object\"}]}");

      assertThat(answer.kind()).as(function.output()).isEqualTo("error");
      assertThat(function.api().invoke(event(NORMAL)).body())
          .as("the next batch is handled")
          .isEqualTo("{\"batchItemFailures\":[]}");
    }
  }

  @Test
  void saysWhichVariableIsMissing() throws Exception {
    Answer answer = answerWithout("DYNAMODB_TABLE_NAME");

    assertThat(answer.kind()).isEqualTo("init/error");
    assertThat(answer.body()).contains("DYNAMODB_TABLE_NAME");
  }

  @Override
  Map<String, String> environment() throws IOException {
    Map<String, String> environment =
        environment(
            Map.of(
                "DYNAMODB_TABLE_NAME", tables.names().readings(),
                "REJECTED_TABLE_NAME", tables.names().rejected(),
                "REJECTED_RETENTION_DAYS", "0",
                "ALERT_FUNCTION_NAME",
                    "arn:aws:lambda:us-east-1:000000000000:function:iot-alert:live",
                "READING_RETENTION_DAYS", "0"));
    environment.put("AWS_ENDPOINT_URL_LAMBDA", lambda.uri().toString());
    return environment;
  }

  private Map<String, Map<String, AttributeValue>> items() {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    tables.readings().forEach(item -> items.put(item.get("device_id").s(), item));
    return items;
  }

  private static String event(String... payloads) {
    List<String> records =
        Stream.iterate(0, i -> i < payloads.length, i -> i + 1)
            .map(i -> record(i, payloads[i]))
            .toList();
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  /** As Lambda sends it, the arrival time in the notation that it sometimes has. */
  private static String record(int index, String payload) {
    return """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"key","sequenceNumber":"%s",\
        "data":"%s","approximateArrivalTimestamp":1.79542893125E9},"eventSource":"aws:kinesis",\
        "eventVersion":"1.0","eventID":"shardId-000000000000:%s","eventName":"aws:kinesis:record",\
        "invokeIdentityArn":"arn:aws:iam::000000000000:role/iot-consumer","awsRegion":"us-east-1",\
        "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/iot-telemetry-stream"}"""
        .formatted(
            sequenceNumber(index),
            Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)),
            sequenceNumber(index));
  }

  private static String sequenceNumber(int index) {
    return "4967" + "0".repeat(47) + String.format("%05d", index);
  }
}
