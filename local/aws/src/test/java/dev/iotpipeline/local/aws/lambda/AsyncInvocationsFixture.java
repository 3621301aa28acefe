package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Throttled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Asynchronous invocations of a scripted function, on a clock that stands until it is moved. */
abstract class AsyncInvocationsFixture {

  static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:alert";
  static final InvocationResult FAILED = new FunctionError("Boom", "no");
  static final InvocationResult THROTTLED = new Throttled();

  final FakeClock clock = new FakeClock();
  final AlertFunction function = new AlertFunction();
  final List<DeadLetter> deadLetters = new ArrayList<>();
  private int requests;

  /** Answers as told, then succeeds; remembers each run as request id and payload. */
  static final class AlertFunction implements LocalFunction {

    private final Deque<InvocationResult> script = new ArrayDeque<>();
    final List<String> runs = new ArrayList<>();
    int hostFailures;

    void script(InvocationResult... results) {
      script.addAll(Arrays.asList(results));
    }

    @Override
    public String arn() {
      return ARN;
    }

    @Override
    public synchronized InvocationResult invoke(String requestId, byte[] payload) {
      runs.add(requestId + " " + new String(payload, StandardCharsets.UTF_8));
      if (hostFailures > 0) {
        hostFailures--;
        throw new IllegalStateException("out of threads");
      }
      return script.isEmpty() ? new Succeeded(new byte[0]) : script.remove();
    }
  }

  AsyncInvocations invocations(AsyncSettings settings, Clock clock) {
    return new AsyncInvocations(
        List.of(function),
        "live",
        settings,
        deadLetters::add,
        clock,
        () -> "request-" + ++requests,
        new EventLog(line -> {}, clock));
  }

  final AsyncInvocations invocations = invocations(AsyncSettings.DEFAULT, clock);

  static InvokeResponse invoke(
      AsyncInvocations invocations, InvocationType type, String name, String payload) {
    return invocations.invoke(
        request ->
            request
                .functionName(name)
                .invocationType(type)
                .payload(SdkBytes.fromUtf8String(payload)));
  }

  InvokeResponse send(String payload) {
    return invoke(invocations, InvocationType.EVENT, "alert", payload);
  }
}
