package dev.iotpipeline.alert;

import dev.iotpipeline.aws.ResourceNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The metric that alarms watch: how many anomalies each device had. */
final class AnomalyMetric {

  /** CloudWatch's limit for a dimension's value. */
  private static final int LABEL_LENGTH = 1024;

  /** CloudWatch takes so many values in one call. */
  static final int MOST_ALERTS = 1000;

  private final CloudWatchClient cloudWatch;
  private final String namespace;

  AnomalyMetric(CloudWatchClient cloudWatch, String namespace) {
    this.cloudWatch = cloudWatch;
    this.namespace = namespace;
  }

  /**
   * Sends the numbers of anomalies with the time of arrival, not of measurement. An alarm does not
   * look again at an hour that it has judged, so a late reading would change nothing. CloudWatch
   * refuses values that are older than two weeks.
   *
   * @param alerts at most {@link #MOST_ALERTS}; those of one device are one value, their sum
   * @param timeout how long that may take, with all attempts
   */
  void send(List<Alert> alerts, Duration timeout) {
    Map<String, Long> sums =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    alert -> DeviceLabel.of(alert.reading().deviceId(), LABEL_LENGTH),
                    LinkedHashMap::new,
                    Collectors.summingLong(alert -> alert.anomalies().size())));
    cloudWatch.putMetricData(
        PutMetricDataRequest.builder()
            .namespace(namespace)
            .metricData(
                sums.entrySet().stream()
                    .map(device -> datum(device.getKey(), device.getValue()))
                    .toList())
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
  }

  private static MetricDatum datum(String label, long anomalies) {
    return MetricDatum.builder()
        .metricName(ResourceNames.METRIC)
        .value((double) anomalies)
        .unit(StandardUnit.COUNT)
        .dimensions(Dimension.builder().name(ResourceNames.METRIC_DIMENSION).value(label).build())
        .build();
  }
}
