package dev.iotpipeline.local.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** The contract against the stand-in, and what the stand-in alone can show. */
class LocalCloudWatchContractTest extends CloudWatchContract {

  private static final String NAMESPACE = "IoTPipeline/Alerts";
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final LocalMetrics metrics = new LocalMetrics(Clock.fixed(NOW, ZoneOffset.UTC));

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

  @Test
  void distributionsAndStatisticSetsAddUp() {
    put(count("a", 1).value(null).values(2.0, 3.0).counts(10.0, 1.0).build());
    put(count("b", 1).value(null).values(2.0, 3.0).build());
    StatisticSet statistics =
        StatisticSet.builder().sum(7.0).sampleCount(2.0).minimum(3.0).maximum(4.0).build();
    put(count("c", 1).value(null).statisticValues(statistics).build());

    assertThat(metrics.sums(NAMESPACE, "AnomalyCount", "DeviceId"))
        .isEqualTo(Map.of("a", 23.0, "b", 5.0, "c", 7.0));
  }

  @Test
  void theBoundsOfATimestampAreExact() {
    put(count("a", 1).timestamp(NOW.minus(Duration.ofDays(14))).build());
    put(count("a", 1).timestamp(NOW.plus(Duration.ofHours(2))).build());

    refused(
        InvalidParameterValueException.class,
        count("a", 1).timestamp(NOW.minus(Duration.ofDays(14)).minusMillis(1)));
    refused(
        InvalidParameterValueException.class,
        count("a", 1).timestamp(NOW.plus(Duration.ofHours(2)).plusMillis(1)));
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
  Instant now() {
    return NOW;
  }

  @Override
  void accepted(int values) {
    assertThat(metrics.sum(NAMESPACE, "AnomalyCount")).isEqualTo(values);
  }

  /** Nothing of a refused call may be counted either. */
  @Override
  void refused(Class<? extends CloudWatchException> as, PutMetricDataRequest.Builder request) {
    double before = metrics.sum(NAMESPACE, "AnomalyCount");
    super.refused(as, request);
    assertThat(metrics.sum(NAMESPACE, "AnomalyCount")).isEqualTo(before);
  }
}
