package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.AlertRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Takes asynchronous invocations of one function and keeps what it accepted. */
final class FakeLambda implements LambdaClient {

  static final String FUNCTION = "iot-alert";

  private final List<AlertRequest> accepted = new ArrayList<>();
  private final Map<String, Integer> failuresLeft = new HashMap<>();
  private Supplier<LambdaException> error = FakeLambda::throttling;

  /** The next invocations for a device fail. */
  synchronized void fail(String deviceId, int calls, Supplier<LambdaException> error) {
    failuresLeft.put(deviceId, calls);
    this.error = error;
  }

  /** What was accepted so far, in no particular order. */
  synchronized List<AlertRequest> accepted() {
    return List.copyOf(accepted);
  }

  synchronized List<String> alertedDevices() {
    return accepted.stream().map(request -> request.reading().deviceId()).sorted().toList();
  }

  @Override
  public synchronized InvokeResponse invoke(InvokeRequest request) {
    if (!request.functionName().equals(FUNCTION)) {
      throw ResourceNotFoundException.builder().statusCode(404).build();
    }
    if (request.invocationType() != InvocationType.EVENT) {
      throw new AssertionError("the consumer waits for nobody: " + request.invocationType());
    }
    AlertRequest alert = AlertRequest.parse(request.payload().asByteArray());
    if (failuresLeft.merge(alert.reading().deviceId(), -1, Integer::sum) >= 0) {
      throw error.get();
    }
    accepted.add(alert);
    return InvokeResponse.builder().statusCode(202).build();
  }

  static LambdaException throttling() {
    return TooManyRequestsException.builder().statusCode(429).message("Rate exceeded").build();
  }

  static LambdaException missingFunction() {
    return ResourceNotFoundException.builder().statusCode(404).message("not found").build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
