package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Throttled;
import dev.iotpipeline.local.aws.lambda.mapping.ScriptedFunction.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a scripted function does with a batch. */
@FunctionalInterface
interface Answer {

  InvocationResult to(List<Delivered> batch);

  static Answer succeeds() {
    return responds("{\"batchItemFailures\":[]}");
  }

  /** Reports records as failed, by the numbers that the tests give them, in this order. */
  static Answer reports(int... numbers) {
    return batch ->
        response(
            Arrays.stream(numbers)
                .mapToObj(number -> "{\"itemIdentifier\":\"" + sequence(batch, number) + "\"}")
                .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}")));
  }

  private static String sequence(List<Delivered> batch, int number) {
    return batch.stream()
        .filter(record -> record.number() == number)
        .map(Delivered::sequenceNumber)
        .findFirst()
        .orElseThrow();
  }

  static Answer responds(String json) {
    return batch -> response(json);
  }

  static Answer fails() {
    return batch -> new FunctionError("java.lang.IllegalStateException", "no");
  }

  static Answer timesOut() {
    return batch -> new FunctionError(FunctionError.TIMED_OUT, "Task timed out");
  }

  static Answer isThrottled() {
    return batch -> new Throttled();
  }

  private static InvocationResult response(String json) {
    return new Succeeded(json.getBytes(StandardCharsets.UTF_8));
  }
}
