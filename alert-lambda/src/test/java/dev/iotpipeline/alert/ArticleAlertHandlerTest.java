package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The article's nine tests of its alert handler, one for each topic. */
final class ArticleAlertHandlerTest {

  private static final String NOTHING_FOUND = "{\"anomalies\":0,\"notified\":false}";

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

  /** Exactly at each threshold is the last normal value. */
  @Test
  void normalReadingsHaveNoAnomaly() throws IOException {
    assertThat(handle(reading("sensor-007", "45", "90"))).isEqualTo(NOTHING_FOUND);
    assertThat(handle(reading("sensor-007", "45", "20"))).isEqualTo(NOTHING_FOUND);
  }

  @Test
  void aHighTemperatureIsReportedAsAbove() throws IOException {
    handle(reading("sensor-007", "45.01", "50"));

    assertThat(anomalies()).isEqualTo("[\"temperature_above\"]");
  }

  @Test
  void aHighHumidityIsReportedAsAbove() throws IOException {
    handle(reading("sensor-007", "20", "90.01"));

    assertThat(anomalies()).isEqualTo("[\"humidity_above\"]");
  }

  @Test
  void aLowHumidityIsReportedAsBelow() throws IOException {
    handle(reading("sensor-007", "20", "19.99"));

    assertThat(anomalies()).isEqualTo("[\"humidity_below\"]");
  }

  @Test
  void severalAnomaliesInOneReadingAreAllReported() throws IOException {
    handle(reading("sensor-007", "52.31", "12"));

    assertThat(anomalies()).isEqualTo("[\"temperature_above\",\"humidity_below\"]");
  }

  @Test
  void putMetricDataIsCalledWithTheNamespaceOfAlerts() throws IOException {
    handle(reading("sensor-007", "52.31", "50"));

    assertThat(metricCalls(1).get(0).namespace()).isEqualTo("IoTPipeline/Alerts");
  }

  @Test
  void theMetricsValueIsTheNumberOfAnomalies() throws IOException {
    handle(reading("sensor-1", "52.31", "50"));
    handle(reading("sensor-2", "52.31", "12"));

    assertThat(metricCalls(2))
        .flatExtracting(PutMetricDataRequest::metricData)
        .extracting(MetricDatum::value)
        .containsExactly(1.0, 2.0);
  }

  @Test
  void aNormalReadingIsNotPublished() throws IOException {
    handle(reading("sensor-007", "23.5", "50"));

    verifyNoInteractions(sns);
  }

  @Test
  void anAnomalousReadingIsPublishedOnce() throws IOException {
    handle(reading("sensor-007", "52.31", "12"));

    assertThat(theOnePublish().topicArn()).isEqualTo(AlertFunction.TOPIC_ARN);
  }

  private String handle(Reading reading) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(ReadingJson.write(reading)), answer, context);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private PublishRequest theOnePublish() {
    ArgumentCaptor<PublishRequest> call = ArgumentCaptor.forClass(PublishRequest.class);
    verify(sns).publish(call.capture());
    return call.getValue();
  }

  /** The anomalies that the one notification names. */
  private String anomalies() {
    return theOnePublish().messageAttributes().get("anomalies").stringValue();
  }

  private List<PutMetricDataRequest> metricCalls(int number) {
    ArgumentCaptor<PutMetricDataRequest> calls =
        ArgumentCaptor.forClass(PutMetricDataRequest.class);
    verify(cloudWatch, times(number)).putMetricData(calls.capture());
    return calls.getAllValues();
  }
}
