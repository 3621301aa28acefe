package dev.iotpipeline.local.aws.cloudwatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/**
 * CloudWatch's custom metrics; putting values, counted at once, is all it can do. Keeps the sum of
 * each metric, which is one number for each combination of dimensions. Safe for use by any number
 * of threads.
 */
public final class LocalMetrics implements CloudWatchClient {

  private record Metric(String namespace, String name, Map<String, String> dimensions) {}

  private final Map<Metric, Double> sums = new HashMap<>();
  private final Map<String, Long> values = new HashMap<>();

  /** The sum over all dimensions, as {@code SELECT SUM(name) FROM "namespace"} gives it. */
  public synchronized double sum(String namespace, String name) {
    return sums.entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals(namespace))
        .filter(entry -> entry.getKey().name().equals(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** How many times a value was put, as the statistic {@code SampleCount} over all dimensions. */
  public synchronized long values(String namespace, String name) {
    return values.getOrDefault(namespace + " " + name, 0L);
  }

  /** The sums for each value of a dimension, as {@code GROUP BY} gives them. */
  public synchronized Map<String, Double> sums(String namespace, String name, String dimension) {
    return sums.entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals(namespace))
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> entry.getKey().dimensions().containsKey(dimension))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().dimensions().get(dimension),
                Map.Entry::getValue,
                Double::sum,
                TreeMap::new));
  }

  @Override
  public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
    MetricRules.check(request);
    request.metricData().forEach(datum -> add(request.namespace(), datum));
    return PutMetricDataResponse.builder().build();
  }

  private synchronized void add(String namespace, MetricDatum datum) {
    Map<String, String> dimensions =
        datum.dimensions().stream()
            .collect(Collectors.toUnmodifiableMap(Dimension::name, Dimension::value));
    Metric metric = new Metric(namespace, datum.metricName(), dimensions);
    List<Double> given = MetricRules.values(datum);
    for (int i = 0; i < given.size(); i++) {
      double times = datum.counts().isEmpty() ? 1 : datum.counts().get(i);
      sums.merge(metric, given.get(i) * times, Double::sum);
      values.merge(namespace + " " + datum.metricName(), Math.round(times), Long::sum);
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
