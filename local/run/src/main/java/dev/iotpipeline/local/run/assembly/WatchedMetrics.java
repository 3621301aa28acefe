package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.local.run.verdict.AnomalyValues;
import dev.iotpipeline.local.run.verdict.Scorekeeper;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** The metrics for one instance of the alert function: the scorekeeper hears what is put. */
final class WatchedMetrics implements CloudWatchClient {

  private final CloudWatchClient metrics;
  private final Scorekeeper scorekeeper;
  private final Supplier<byte[]> event;

  /**
   * @param event that the instance is working on
   */
  WatchedMetrics(CloudWatchClient metrics, Scorekeeper scorekeeper, Supplier<byte[]> event) {
    this.metrics = metrics;
    this.scorekeeper = scorekeeper;
    this.event = event;
  }

  @Override
  public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
    PutMetricDataResponse response = metrics.putMetricData(request);
    scorekeeper.counted(event.get(), AnomalyValues.of(request));
    return response;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // It is not this instance's to close.
  }
}
