package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.AlertRequest;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Takes every invocation and keeps its requests. The stand-in for Lambda would run a function that
 * does just that.
 */
final class AlertSink implements LambdaClient {

  private final List<List<AlertRequest>> invocations = new ArrayList<>();

  @Override
  public synchronized InvokeResponse invoke(InvokeRequest request) {
    invocations.add(
        AlertRequest.parseAll(
            request.payload().asByteArray(),
            rejected -> {
              throw rejected;
            }));
    return InvokeResponse.builder().statusCode(202).build();
  }

  /** The requests of each invocation, in order. */
  synchronized List<List<AlertRequest>> invocations() {
    return List.copyOf(invocations);
  }

  synchronized List<AlertRequest> requests() {
    return invocations.stream().flatMap(List::stream).toList();
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
