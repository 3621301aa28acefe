package dev.iotpipeline.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** Keeps what is put, or fails as long as it is told to. */
final class FakeCloudWatch implements CloudWatchClient {

  final List<PutMetricDataRequest> put = new ArrayList<>();
  Optional<RuntimeException> failure = Optional.empty();

  @Override
  public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
    if (failure.isPresent()) {
      throw failure.get();
    }
    put.add(request);
    return PutMetricDataResponse.builder().build();
  }

  MetricDatum lastDatum() {
    return put.get(put.size() - 1).metricData().get(0);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
