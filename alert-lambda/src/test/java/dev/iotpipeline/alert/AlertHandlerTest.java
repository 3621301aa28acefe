package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.ThrottledException;

final class AlertHandlerTest {

  private final AlertFunction function = new AlertFunction();

  @ParameterizedTest
  @CsvSource({"45, 50", "45.000, 50", "20, 90", "20, 20.0", "-40, 50"})
  void exactlyAtTheThresholdIsNormal(String temperature, String humidity) {
    assertThat(function.handle(reading("sensor-007", temperature, humidity)))
        .isEqualTo("{\"anomalies\":0,\"notified\":false}");

    assertThat(function.sns.requests(PublishRequest.class)).isEmpty();
    assertThat(function.cloudWatch.requests(PutMetricDataRequest.class)).isEmpty();
    assertThat(function.logLines)
        .singleElement()
        .asString()
        .contains("\"WARN\"", "\"alert_without_anomaly\"");
  }

  @ParameterizedTest
  @CsvSource({"46, 50, 1", "20, 95, 1", "52.31, 95.2, 2", "46, 5, 2"})
  void theMetricsValueIsTheNumberOfAnomalies(String temperature, String humidity, double count) {
    function.handle(reading("sensor-007", temperature, humidity));

    assertThat(function.cloudWatch.requests(PutMetricDataRequest.class)).hasSize(1);
    assertThat(function.lastMetricCall().namespace()).isEqualTo("IoTPipeline/Alerts");
    assertThat(function.lastMetricCall().metricData())
        .singleElement()
        .satisfies(
            datum -> {
              assertThat(datum.metricName()).isEqualTo("AnomalyCount");
              assertThat(datum.value()).isEqualTo(count);
              assertThat(datum.unit()).isEqualTo(StandardUnit.COUNT);
              assertThat(datum.timestamp()).isNull();
              assertThat(datum.dimensions())
                  .singleElement()
                  .hasToString("Dimension(Name=DeviceId, Value=sensor-007)");
            });
  }

  @Test
  void theNotificationGoesToTheTopicWithAttributesToFilterBy() {
    function.handle(reading("sensor-007", "52.31", "12"));

    PublishRequest call = function.sns.requests(PublishRequest.class).get(0);
    assertThat(call.topicArn()).isEqualTo(AlertFunction.TOPIC_ARN);
    assertThat(call.messageStructure()).isEqualTo("json");
    assertThat(call.messageAttributes())
        .hasSize(3)
        .hasEntrySatisfying(
            "device_id",
            value ->
                assertThat(value)
                    .hasToString("MessageAttributeValue(DataType=String, StringValue=sensor-007)"))
        .hasEntrySatisfying(
            "timestamp",
            value -> assertThat(value.stringValue()).isEqualTo("2026-11-23T10:15:30.123456000Z"))
        .hasEntrySatisfying(
            "anomalies",
            value -> {
              assertThat(value.dataType()).isEqualTo("String.Array");
              assertThat(value.stringValue())
                  .isEqualTo("[\"temperature_above\",\"humidity_below\"]");
            });
  }

  @Test
  void aBareReadingAsADeviceSendsItIsEnough() {
    String payload =
        "{\"device_id\": \"sensor-007\", \"timestamp\": \"2026-11-23T12:15:30.123456+02:00\","
            + " \"temperature\": 52.31, \"humidity\": 48.2, \"pressure\": 1003.25}";

    assertThat(function.handle(payload.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("{\"anomalies\":1,\"notified\":true}");
    assertThat(function.lastPublished().email())
        .contains("2026-11-23 10:15:30.123456 UTC", "not reported");
  }

  @Test
  void aMalformedPayloadFailsTheInvocation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.handle("{\"device_id\": 7}".getBytes(StandardCharsets.UTF_8)))
        .withMessage("the payload is no reading: device_id has to be a string, this is a number");

    assertThat(function.logLines)
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "\"alert_rejected\"", "\"reason\":\"wrong_type\"");
    assertThat(function.published).isEmpty();
  }

  @Test
  void aPayloadBeyondLambdasOwnLimitFailsTheInvocation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.handle(new byte[1024 * 1024 + 1]))
        .withMessage("the payload is larger than 1 MiB");
  }

  @Test
  void withSnsDownTheMetricIsStillCountedAndARetryOnlyNotifies() {
    function.sns.next(1, PublishRequest.class, Fault.error(AwsErrors::snsThrottling));

    assertThatThrownBy(() -> function.handle(reading("sensor-007", "50", "50")))
        .hasMessageStartingWith(
            "notification failed for the reading of sensor-007 at 2026-11-23T10:15:30.123456000Z:"
                + " Throttled: Rate exceeded")
        .hasCauseInstanceOf(ThrottledException.class);
    assertThat(function.counted()).isEqualTo(1);

    assertThat(function.handle(reading("sensor-007", "50", "50")))
        .isEqualTo("{\"anomalies\":1,\"notified\":true}");
    assertThat(function.published).hasSize(1);
    assertThat(function.counted()).isEqualTo(1);
  }

  @Test
  void withCloudWatchDownTheNotificationStillGoesOutAndARetryOnlyCounts() {
    function.cloudWatch.next(
        1, PutMetricDataRequest.class, Fault.error(AwsErrors::cloudWatchThrottling));

    assertThatThrownBy(() -> function.handle(reading("sensor-007", "50", "50")))
        .hasMessageStartingWith("metric failed for the reading of sensor-007")
        .hasCauseInstanceOf(CloudWatchException.class);
    assertThat(function.published).hasSize(1);

    assertThat(function.handle(reading("sensor-007", "50", "50")))
        .isEqualTo("{\"anomalies\":1,\"notified\":false}");
    assertThat(function.published).hasSize(1);
    assertThat(function.counted()).isEqualTo(1);
  }

  @Test
  void withBothDownTheFailureNamesBoth() {
    RuntimeException noRoute = new IllegalStateException("no route");
    RuntimeException noAnswer = new IllegalStateException("no answer");
    function.sns.next(1, PublishRequest.class, Fault.error(() -> noRoute));
    function.cloudWatch.next(1, PutMetricDataRequest.class, Fault.error(() -> noAnswer));

    assertThatThrownBy(() -> function.handle(reading("sensor-007", "50", "50")))
        .hasMessageStartingWith("notification and metric failed for the reading of sensor-007")
        .hasCause(noRoute)
        .satisfies(failed -> assertThat(failed.getSuppressed()).containsExactly(noAnswer));
    assertThat(function.logLines)
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("\"alert_step_failed\""));
  }

  @Test
  void theSameEventTwiceIsSentOnce() {
    function.handle(reading("sensor-007", "50", "50"));

    assertThat(function.handle(reading("sensor-007", "50", "50")))
        .isEqualTo("{\"anomalies\":1,\"notified\":false}");
    assertThat(function.published).hasSize(1);
    assertThat(function.counted()).isEqualTo(1);
    assertThat(function.logLines.get(1)).contains("\"alert_repeated\"");
  }

  @Test
  void whatWasSentLongAgoIsForgotten() {
    function.handle(reading("sensor-007", "50", "50"));
    for (int i = 0; i < 10_000; i++) {
      function.handle(reading("other-" + i, "50", "50"));
    }

    assertThat(function.handle(reading("sensor-007", "50", "50")))
        .isEqualTo("{\"anomalies\":1,\"notified\":true}");
  }
}
