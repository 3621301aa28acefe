package dev.iotpipeline.alert;

import dev.iotpipeline.aws.ResourceNames;
import java.time.Duration;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The metric that alarms watch: how many anomalies each device had. */
final class AnomalyMetric {

  /** CloudWatch's limit for a dimension's value. */
  private static final int LABEL_LENGTH = 1024;

  private final CloudWatchClient cloudWatch;

  AnomalyMetric(CloudWatchClient cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  /**
   * Sends the number of anomalies with the time of arrival, not of measurement. An alarm does not
   * look again at an hour that it has judged, so a late reading would change nothing. CloudWatch
   * refuses values that are older than two weeks.
   *
   * @param timeout how long that may take, with all attempts
   */
  void send(Alert alert, Duration timeout) {
    MetricDatum datum =
        MetricDatum.builder()
            .metricName(ResourceNames.METRIC)
            .value((double) alert.anomalies().size())
            .unit(StandardUnit.COUNT)
            .dimensions(device(alert.reading().deviceId()))
            .build();
    cloudWatch.putMetricData(
        PutMetricDataRequest.builder()
            .namespace(ResourceNames.METRIC_NAMESPACE)
            .metricData(datum)
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
  }

  private static Dimension device(String deviceId) {
    return Dimension.builder()
        .name(ResourceNames.METRIC_DIMENSION)
        .value(DeviceLabel.of(deviceId, LABEL_LENGTH))
        .build();
  }
}
