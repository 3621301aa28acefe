package dev.iotpipeline.local.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/** The contract against the stand-in, and what the stand-in alone can show. */
class LocalCloudWatchContractTest extends CloudWatchContract {

  private static final String NAMESPACE = "IoTPipeline/Alerts";

  private final LocalMetrics metrics = new LocalMetrics();

  @Test
  void sumsAreKeptForEachDevice() {
    put(count("sensor-001", 2).build());
    put(count("sensor-002", 1).build(), count("sensor-001", 1).build());

    assertThat(metrics.sum(NAMESPACE, "AnomalyCount")).isEqualTo(4);
    assertThat(metrics.sums(NAMESPACE, "AnomalyCount", "DeviceId"))
        .isEqualTo(Map.of("sensor-001", 3.0, "sensor-002", 1.0));
  }

  @Test
  void namespacesMetricsAndDimensionsAreApart() {
    put(count("sensor-001", 2).build());

    assertThat(metrics.sum("Other", "AnomalyCount")).isZero();
    assertThat(metrics.sum(NAMESPACE, "Other")).isZero();
    assertThat(metrics.sums(NAMESPACE, "AnomalyCount", "Other")).isEmpty();
  }

  @Override
  CloudWatchClient cloudWatch() {
    return metrics;
  }

  @Override
  String namespace() {
    return NAMESPACE;
  }

  @Override
  void accepted(int sum) {
    assertThat(metrics.sum(NAMESPACE, "AnomalyCount")).isEqualTo(sum);
  }

  /** Nothing of a refused call may be counted either. */
  @Override
  void refused(Class<? extends CloudWatchException> as, PutMetricDataRequest.Builder request) {
    double before = metrics.sum(NAMESPACE, "AnomalyCount");
    super.refused(as, request);
    assertThat(metrics.sum(NAMESPACE, "AnomalyCount")).isEqualTo(before);
  }
}
