package dev.iotpipeline.local.run.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.run.packaging.RuntimeApi.Answer;
import dev.iotpipeline.local.run.packaging.ServiceStub.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The alert function's jar, as Terraform deploys it, under AWS's runtime client. */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "AWS's runtime client has native code for Linux only")
class AlertJarIT extends FunctionJarFixture {

  private static final Reply PUBLISHED =
      Reply.of(
          200,
          "text/xml",
          """
          <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
          <MessageId>1</MessageId></PublishResult></PublishResponse>""");
  private static final String BREACH =
      """
      {"device_id":"sensor-2","timestamp":"2026-11-23T10:15:30.000000+00:00","temperature":52.31,\
      "humidity":95.2,"pressure":1003.25,"firmware_version":"1.2.0","context":{"shard_id":\
      "shardId-000000000000","sequence_number":"4967","ingestion_timestamp":\
      "2026-11-23T10:15:31.250000000Z"}}""";

  private ServiceStub sns;
  private ServiceStub cloudWatch;

  AlertJarIT() {
    super("alert");
  }

  @BeforeEach
  void startServices() throws IOException {
    sns = new ServiceStub(PUBLISHED);
    cloudWatch = new ServiceStub(Reply.METRICS_TAKEN);
  }

  @AfterEach
  void stopServices() {
    sns.close();
    cloudWatch.close();
  }

  @Test
  void notifiesAndCounts() throws Exception {
    try (DeployedFunction function = start(environment())) {
      Answer answer = function.api().invoke(BREACH);

      assertThat(answer.kind()).as(function.output()).isEqualTo("response");
      assertThat(answer.body()).isEqualTo("{\"anomalies\":2,\"notified\":true}");
      assertThat(sns.bodies())
          .singleElement()
          .satisfies(
              body ->
                  assertThat(decoded(body))
                      .contains(
                          "Action=Publish", "temperature  52.31", "95.2 %", "temperature_above"));
      assertThat(cloudWatch.bodies())
          .singleElement()
          .asString()
          .contains("IoTPipeline/Alerts", "AnomalyCount", "DeviceId", "sensor-2", "Count");
      assertThat(tables.alerts())
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("device_id", AttributeValue.fromS("sensor-2"))
                      .containsKeys("first_seen_at", "notified_at", "counted_at", "anomalies")
                      .doesNotContainKey("claimed_by"));
      assertThat(function.output()).doesNotContain("SLF4J");
    }
  }

  @Test
  void failsWhenOneSendFailsAndOnARetrySendsOnlyThat() throws Exception {
    sns.replyWith(
        Reply.of(
            403,
            "text/xml",
            """
            <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error>\
            <Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error>\
            <RequestId>1</RequestId></ErrorResponse>"""));
    try (DeployedFunction function = start(environment())) {
      assertThat(function.api().invoke(BREACH).kind()).as(function.output()).isEqualTo("error");
      assertThat(cloudWatch.bodies()).hasSize(1);

      sns.replyWith(PUBLISHED);
      assertThat(function.api().invoke(BREACH).kind()).isEqualTo("response");
      assertThat(cloudWatch.bodies()).hasSize(1);
      assertThat(sns.bodies()).hasSize(2);
    }
  }

  @Test
  void whatOneProcessHasSentAnotherDoesNotSendAgain() throws Exception {
    try (DeployedFunction first = start(environment())) {
      assertThat(first.api().invoke(BREACH).kind()).as(first.output()).isEqualTo("response");
    }
    try (DeployedFunction second = start(environment())) {
      assertThat(second.api().invoke(BREACH).body())
          .as(second.output())
          .isEqualTo("{\"anomalies\":2,\"notified\":false}");
    }
    assertThat(sns.bodies()).hasSize(1);
    assertThat(cloudWatch.bodies()).hasSize(1);
  }

  @Test
  void rehearsesBeforeASnapshotWithoutTellingAnybody() throws Exception {
    try (ServiceStub credentials = new ServiceStub(credentials("KEY"));
        DeployedFunction function = startForSnapshot(credentials)) {
      function.api().awaitSnapshot();

      assertThat(function.output()).contains("\"event\":\"primed\"");
      assertThat(tables.alerts()).isEmpty();
      assertThat(sns.bodies()).isNotEmpty().containsOnly("{}");
      assertThat(sns.signatures()).isEmpty();
      assertThat(cloudWatch.signatures()).isEmpty();

      function.api().restore();
      assertThat(function.api().invoke(BREACH).body())
          .as(function.output())
          .isEqualTo("{\"anomalies\":2,\"notified\":true}");
      assertThat(sns.signatures()).hasSize(1);
      assertThat(cloudWatch.signatures()).hasSize(1);
    }
  }

  @Test
  void failsOnWhatIsNoReading() throws Exception {
    try (DeployedFunction function = start(environment())) {
      Answer answer = function.api().invoke("{\"device_id\":\"sensor-2\"}");

      assertThat(answer.kind()).isEqualTo("error");
      assertThat(answer.body()).contains("timestamp is missing");
      assertThat(sns.bodies()).isEmpty();
    }
  }

  @Test
  void saysWhichVariableIsMissing() throws Exception {
    Answer answer = answerWithout("SNS_TOPIC_ARN");

    assertThat(answer.kind()).isEqualTo("init/error");
    assertThat(answer.body()).contains("SNS_TOPIC_ARN");
  }

  @Override
  Map<String, String> environment() throws IOException {
    Map<String, String> environment =
        environment(
            Map.of(
                "SNS_TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:iot-alerts",
                "ALERTS_TABLE_NAME", tables.names().alerts(),
                "ALERTS_RETENTION_DAYS", "0"));
    environment.put("AWS_ENDPOINT_URL_SNS", sns.uri().toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.uri().toString());
    return environment;
  }

  private static String decoded(String form) {
    return URLDecoder.decode(form, StandardCharsets.UTF_8);
  }
}
