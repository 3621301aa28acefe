package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.aws.http.Json;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.lambda.mapping.ScriptedFunction.Delivered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function whose state is the numbers of the records that it took in a window. It does what it
 * was told, call by call, and then whatever comes by default.
 */
final class WindowFunction implements LocalFunction {

  /** With it a state is over 1 MB. */
  static final String TOO_LARGE = "x".repeat(TumblingWindow.MOST_STATE_BYTES);

  /** What the function does with a call. */
  @FunctionalInterface
  interface Reply {
    InvocationResult to(Call call);
  }

  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private Reply otherwise = takesAll();

  static Reply takesAll() {
    return call -> call.takes(call.records.size(), "");
  }

  /** Takes the records before this one, and reports it as failed. */
  static Reply reports(int number) {
    return call -> call.takes(call.numbers().indexOf(number), "");
  }

  static Reply takesAllIntoTooLargeAState() {
    return call -> call.takes(call.records.size(), TOO_LARGE);
  }

  /** A reply that has nothing to do with windows. */
  static Reply just(Answer answer) {
    return call -> answer.to(call.records);
  }

  void script(Reply... replies) {
    script.addAll(Arrays.asList(replies));
  }

  void otherwise(Reply reply) {
    otherwise = reply;
  }

  @Override
  public String arn() {
    return ScriptedFunction.ARN;
  }

  @Override
  public InvocationResult invoke(String requestId, byte[] payload) {
    Call call = Call.read(payload);
    calls.add(call);
    return (script.isEmpty() ? otherwise : script.remove()).to(call);
  }

  List<String> calls() {
    return calls.stream().map(Call::toString).toList();
  }

  /**
   * @param state the numbers that came with the call
   */
  record Call(
      String shardId,
      Instant start,
      Instant end,
      List<Integer> state,
      List<Delivered> records,
      boolean isFinal,
      boolean isEarly) {

    static Call read(byte[] payload) {
      try {
        JsonNode event = Json.MAPPER.readTree(payload);
        return new Call(
            event.get("shardId").textValue(),
            Instant.parse(event.get("window").get("start").textValue()),
            Instant.parse(event.get("window").get("end").textValue()),
            Stream.of(event.get("state").path("numbers").asText().split(" "))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList(),
            ScriptedFunction.records(event),
            event.get("isFinalInvokeForWindow").booleanValue(),
            event.get("isWindowTerminatedEarly").booleanValue());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<Integer> numbers() {
      return records.stream().map(Delivered::number).toList();
    }

    /** The state once so many records are taken from the front. */
    List<Integer> stateWith(int taken) {
      return Stream.concat(state.stream(), numbers().stream().limit(taken)).toList();
    }

    /** Takes so many records from the front, and reports the next one, if there is one. */
    InvocationResult takes(int taken, String padding) {
      String numbers =
          stateWith(taken).stream().map(String::valueOf).collect(Collectors.joining(" "));
      String failures =
          taken < records.size()
              ? "{\"itemIdentifier\":\"" + records.get(taken).sequenceNumber() + "\"}"
              : "";
      return Answer.responds(
              "{\"state\":{\"numbers\":\"%s\",\"padding\":\"%s\"},\"batchItemFailures\":[%s]}"
                  .formatted(numbers, padding, failures))
          .to(records);
    }

    /** Such as {@code 10:15:30 1..3 + 4..6}, or {@code 10:15:30 1..6 final}. */
    @Override
    public String toString() {
      return start.toString().substring(11, 19)
          + (state.isEmpty() ? "" : " " + Numbers.text(state))
          + (records.isEmpty() ? "" : " + " + Numbers.text(numbers()))
          + (isFinal ? " final" : "")
          + (isEarly ? " early" : "");
    }
  }
}
