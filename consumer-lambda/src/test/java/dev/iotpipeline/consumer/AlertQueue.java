package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.lambda.AsyncInvocations;
import dev.iotpipeline.local.aws.lambda.AsyncSettings;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.AlertRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Lambda's queue of an alert function. The function only remembers its requests. */
final class AlertQueue {

  static final String FUNCTION = "iot-alert";

  private final List<AlertRequest> handled = new ArrayList<>();
  private final AsyncInvocations invocations;
  final FaultyClient<LambdaClient> lambda;

  AlertQueue(Clock clock) {
    invocations =
        new AsyncInvocations(
            List.of(new AlertFunction()),
            ResourceNames.LIVE_ALIAS,
            AsyncSettings.DEFAULT,
            letter -> {},
            clock,
            () -> "request",
            new EventLog(line -> {}, clock));
    lambda = new FaultyClient<>(LambdaClient.class, invocations);
  }

  private final class AlertFunction implements LocalFunction {

    @Override
    public String arn() {
      return "arn:aws:lambda:us-east-1:000000000000:function:" + FUNCTION;
    }

    @Override
    public InvocationResult invoke(String requestId, byte[] payload) {
      handled.add(AlertRequest.parse(payload));
      return new Succeeded(new byte[0]);
    }
  }

  /** What was accepted so far, in no particular order. */
  List<AlertRequest> accepted() {
    invocations.runDue();
    return List.copyOf(handled);
  }

  /** The devices of what was accepted so far, in the order of their names. */
  List<String> devices() {
    return accepted().stream().map(request -> request.reading().deviceId()).sorted().toList();
  }

  /** The next invocations for a device fail. */
  void fail(int calls, String deviceId, Supplier<RuntimeException> error) {
    lambda.next(
        calls, InvokeRequest.class, call -> device(call).equals(deviceId), Fault.error(error));
  }

  private static String device(InvokeRequest call) {
    return AlertRequest.parse(call.payload().asByteArray()).reading().deviceId();
  }

  static LambdaException missingFunction() {
    return AwsErrors.of(
        ResourceNotFoundException.builder(),
        404,
        "ResourceNotFoundException",
        "Function not found");
  }
}
