package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Metric;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Total;
import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.util.Map;

/**
 * What the metric {@code AnomalyCount} was told, beside what it had to be told.
 *
 * @param metricValues values put to the metric {@code AnomalyCount}
 * @param anomalyCount their sum
 * @param metricValuesMissing alerts, or with a cool-down anomalies, that are not in the metric
 * @param metricValuesTooMany those that are in it more than once
 * @param metricValuesFalse values without cause, or of a wrong number of anomalies
 */
@JsonNaming(SnakeCaseStrategy.class)
public record MetricCheck(
    long metricValues,
    long anomalyCount,
    long metricValuesMissing,
    long metricValuesTooMany,
    long metricValuesFalse) {

  static MetricCheck of(Map<Metric, Total> metrics, Findings findings) {
    Total all = metrics.values().stream().reduce(Total.NOTHING, Total::plus);
    return new MetricCheck(
        all.values(),
        Math.round(all.sum()),
        findings.count(Kind.NOT_COUNTED),
        findings.count(Kind.COUNTED_AGAIN),
        findings.count(Kind.COUNTED_WRONGLY));
  }
}
