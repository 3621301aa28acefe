package dev.iotpipeline.redrive;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Takes events for {@code iot-alert:live}. */
final class FakeLambda implements LambdaClient {

  final List<String> events = new ArrayList<>();
  final Faults faults = new Faults();
  private final List<String> journal;
  Runnable onInvoke = () -> {};

  FakeLambda(List<String> journal) {
    this.journal = journal;
  }

  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    faults.throwNext();
    if (!request.functionName().equals("iot-alert:live")) {
      throw Faults.complete(ResourceNotFoundException.builder(), 404, "ResourceNotFoundException");
    }
    if (request.invocationType() != InvocationType.EVENT) {
      throw new AssertionError("a synchronous invocation would not be tried again");
    }
    events.add(request.payload().asUtf8String());
    journal.add("invoke");
    onInvoke.run();
    return InvokeResponse.builder().statusCode(202).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
