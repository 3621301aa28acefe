package dev.iotpipeline.fleet;

import dev.iotpipeline.telemetry.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The statistics as metrics of the whole fleet. They have no dimension, so what the shards send for
 * a window becomes one there. Measurements go as values with counts, and not as a StatisticSet,
 * from which CloudWatch gives no percentiles.
 *
 * <p>A window takes one call: at most 47 data, far below CloudWatch's 1,000 data and 1 MB a call.
 */
final class FleetMetrics {

  /** CloudWatch takes so many values in one datum. */
  private static final int VALUES_PER_DATUM = 150;

  /** CloudWatch refuses data that are older. */
  private static final Duration OLDEST = Duration.ofDays(14);

  private final CloudWatchClient cloudWatch;
  private final String namespace;

  FleetMetrics(CloudWatchClient cloudWatch, String namespace) {
    this.cloudWatch = cloudWatch;
    this.namespace = namespace;
  }

  /** Whether CloudWatch takes data of a window that ended then. */
  static boolean accepts(Instant end, Instant now) {
    return end.isAfter(now.minus(OLDEST));
  }

  /**
   * Sends the statistics of a window with the time of its end.
   *
   * @param timeout how long the call may take
   */
  void send(FleetStatistics statistics, Instant end, Duration timeout) {
    List<MetricDatum> data = new ArrayList<>();
    data.add(count("Readings", statistics.readings()));
    data.add(count("AnomalousReadings", statistics.anomalous()));
    data.add(count("RejectedRecords", statistics.rejected()));
    data.add(count("LateReadings", statistics.late()));
    data.add(count("Devices", statistics.devices()));
    for (Measurement measurement : Measurement.values()) {
      addValues(data, measurement, statistics.of(measurement));
    }
    cloudWatch.putMetricData(
        PutMetricDataRequest.builder()
            .namespace(namespace)
            .metricData(data.stream().map(datum -> at(end, datum)).toList())
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
  }

  private static MetricDatum at(Instant end, MetricDatum datum) {
    return datum.toBuilder().timestamp(end).build();
  }

  private static MetricDatum count(String name, long number) {
    return MetricDatum.builder()
        .metricName(name)
        .value((double) number)
        .unit(StandardUnit.COUNT)
        .build();
  }

  private static void addValues(
      List<MetricDatum> data, Measurement measurement, MeasurementStatistics statistics) {
    String field = measurement.field();
    String name = Character.toUpperCase(field.charAt(0)) + field.substring(1);
    List<Map.Entry<Double, Long>> values = List.copyOf(statistics.distribution().entrySet());
    for (int from = 0; from < values.size(); from += VALUES_PER_DATUM) {
      List<Map.Entry<Double, Long>> some =
          values.subList(from, Math.min(from + VALUES_PER_DATUM, values.size()));
      data.add(
          MetricDatum.builder()
              .metricName(name)
              .values(some.stream().map(Map.Entry::getKey).toList())
              .counts(some.stream().map(entry -> (double) entry.getValue()).toList())
              .build());
    }
  }
}
