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

  /** What makes a metric the one that it is. */
  public record Metric(String namespace, String name, Map<String, String> dimensions) {}

  /**
   * What was put to a metric.
   *
   * @param values how many values
   * @param sum their sum
   */
  public record Total(long values, double sum) {

    public static final Total NOTHING = new Total(0, 0);

    /** Both together. */
    public Total plus(Total other) {
      return new Total(values + other.values, sum + other.sum);
    }
  }

  private final Map<Metric, Total> totals = new HashMap<>();

  /** Every metric of a namespace. */
  public synchronized Map<Metric, Total> totals(String namespace) {
    return totals.entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals(namespace))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The sum over all dimensions, as {@code SELECT SUM(name) FROM "namespace"} gives it. */
  public double sum(String namespace, String name) {
    return total(namespace, name).sum();
  }

  /** How many times a value was put, as the statistic {@code SampleCount} over all dimensions. */
  public long values(String namespace, String name) {
    return total(namespace, name).values();
  }

  private Total total(String namespace, String name) {
    return totals(namespace).entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .reduce(Total.NOTHING, Total::plus);
  }

  /** The sums for each value of a dimension, as {@code GROUP BY} gives them. */
  public Map<String, Double> sums(String namespace, String name, String dimension) {
    return totals(namespace).entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> entry.getKey().dimensions().containsKey(dimension))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().dimensions().get(dimension),
                entry -> entry.getValue().sum(),
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
      Total one = new Total(Math.round(times), given.get(i) * times);
      totals.merge(metric, one, Total::plus);
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
