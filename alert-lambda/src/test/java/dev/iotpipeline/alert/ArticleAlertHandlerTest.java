package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.ThrottledException;

/** The article's nine tests of its alert handler: the one notification and the one metric. */
final class ArticleAlertHandlerTest {

  private final SnsClient sns = mock(SnsClient.class);
  private final CloudWatchClient cloudWatch = mock(CloudWatchClient.class);
  private final Context context = mock(Context.class);
  private final FakeClock clock = new FakeClock(AlertFunction.MEASURED.plusSeconds(1));
  private final AlertHandler handler =
      new AlertHandler(
          new AlertSettings(AlertFunction.TOPIC_ARN, Thresholds.DEFAULT, null),
          sns,
          cloudWatch,
          mock(DynamoDbClient.class),
          new EventLog(line -> {}, clock),
          new TimeAndChance(clock, clock, () -> 0));

  @BeforeEach
  void thereIsTimeLeft() {
    when(context.getRemainingTimeInMillis()).thenReturn(30_000);
  }

  @Test
  void aTemperatureAboveTheMaximumIsReportedAsAbove() throws IOException {
    handle(reading("sensor-007", "45.01", "50"));

    assertThat(anomalies(published())).isEqualTo("[\"temperature_above\"]");
  }

  @Test
  void aHumidityAboveTheMaximumIsReportedAsAbove() throws IOException {
    handle(reading("sensor-007", "20", "90.01"));

    assertThat(anomalies(published())).isEqualTo("[\"humidity_above\"]");
  }

  @Test
  void aHumidityBelowTheMinimumIsReportedAsBelow() throws IOException {
    handle(reading("sensor-007", "20", "19.99"));

    assertThat(anomalies(published())).isEqualTo("[\"humidity_below\"]");
  }

  @Test
  void theSubjectNamesTheDeviceAndTheValueAndGoesToTheTopic() throws IOException {
    handle(reading("sensor-007", "52.31", "50"));

    assertThat(published().topicArn()).isEqualTo(AlertFunction.TOPIC_ARN);
    assertThat(published().subject()).isEqualTo("Anomaly on sensor-007: temperature 52.31 C");
  }

  @Test
  void theMessageHoldsTheDeviceTheValueAndTheThreshold() throws IOException {
    handle(reading("sensor-007", "52.31", "50"));

    assertThat(published().message())
        .contains("\\\"device_id\\\":\\\"sensor-007\\\"")
        .contains("\\\"value\\\":52.31,\\\"threshold\\\":45,\\\"direction\\\":\\\"above\\\"");
  }

  @Test
  void theMetricCountsTheAnomaliesInTheNamespaceOfAlerts() throws IOException {
    handle(reading("sensor-007", "52.31", "12"));

    assertThat(counted().namespace()).isEqualTo("IoTPipeline/Alerts");
    assertThat(counted().metricData())
        .singleElement()
        .satisfies(
            datum -> {
              assertThat(datum.metricName()).isEqualTo("AnomalyCount");
              assertThat(datum.value()).isEqualTo(2.0);
            });
  }

  @Test
  void theMetricsDimensionIsTheDevice() throws IOException {
    handle(reading("sensor-007", "52.31", "50"));

    assertThat(counted().metricData().get(0).dimensions())
        .containsExactly(Dimension.builder().name("DeviceId").value("sensor-007").build());
  }

  @Test
  void aNormalReadingIsNeitherPublishedNorCounted() throws IOException {
    assertThat(handle(reading("sensor-007", "45", "90")))
        .isEqualTo("{\"anomalies\":0,\"notified\":false}");

    verifyNoInteractions(sns, cloudWatch);
  }

  /** Lambda tries an invocation again only if it fails. */
  @Test
  void aFailedPublishFailsTheInvocation() {
    RuntimeException failure = ThrottledException.builder().message("Rate exceeded").build();
    when(sns.publish(any(PublishRequest.class))).thenThrow(failure);

    assertThatThrownBy(() -> handle(reading("sensor-007", "52.31", "50"))).hasCause(failure);
  }

  private String handle(Reading reading) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(ReadingJson.write(reading)), answer, context);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private PublishRequest published() {
    ArgumentCaptor<PublishRequest> call = ArgumentCaptor.forClass(PublishRequest.class);
    verify(sns).publish(call.capture());
    return call.getValue();
  }

  private PutMetricDataRequest counted() {
    ArgumentCaptor<PutMetricDataRequest> call = ArgumentCaptor.forClass(PutMetricDataRequest.class);
    verify(cloudWatch).putMetricData(call.capture());
    return call.getValue();
  }

  private static String anomalies(PublishRequest request) {
    return request.messageAttributes().get("anomalies").stringValue();
  }
}
