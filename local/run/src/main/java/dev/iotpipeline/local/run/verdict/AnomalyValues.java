package dev.iotpipeline.local.run.verdict;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/** The values of the metric of anomalies that a call puts. */
public final class AnomalyValues {

  private AnomalyValues() {}

  /** How many anomalies, by the label of their device. */
  public static Map<String, Long> of(PutMetricDataRequest call) {
    Map<String, Long> anomalies = new HashMap<>();
    call.metricData()
        .forEach(
            datum ->
                anomalies.merge(
                    datum.dimensions().stream().map(Dimension::value).findFirst().orElse(""),
                    Math.round(datum.value()),
                    Long::sum));
    return anomalies;
  }
}
