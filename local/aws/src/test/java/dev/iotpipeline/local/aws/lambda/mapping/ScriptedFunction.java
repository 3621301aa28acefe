package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A function that does what it was told, batch by batch, and then whatever comes by default; and
 * that remembers what it was given. Records are known by the number that is their data.
 */
public final class ScriptedFunction implements LocalFunction {

  static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:scripted";

  private static final ObjectMapper JSON = new ObjectMapper();

  record Delivered(int number, String partitionKey, String sequenceNumber) {}

  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<List<Delivered>> batches = new ArrayList<>();
  private Answer otherwise = Answer.succeeds();
  private byte[] lastPayload = new byte[0];

  void script(Answer... answers) {
    script.addAll(Arrays.asList(answers));
  }

  void otherwise(Answer answer) {
    otherwise = answer;
  }

  @Override
  public String arn() {
    return ARN;
  }

  @Override
  public synchronized InvocationResult invoke(String requestId, byte[] payload) {
    lastPayload = payload;
    List<Delivered> batch = read(payload);
    batches.add(batch);
    return (script.isEmpty() ? otherwise : script.remove()).to(batch);
  }

  private static List<Delivered> read(byte[] payload) {
    try {
      return records(JSON.readTree(payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records of an event. */
  static List<Delivered> records(JsonNode event) throws IOException {
    List<Delivered> batch = new ArrayList<>();
    for (JsonNode record : event.get("Records")) {
      JsonNode kinesis = record.get("kinesis");
      String data = new String(kinesis.get("data").binaryValue(), StandardCharsets.UTF_8);
      batch.add(
          new Delivered(
              Integer.parseInt(data.strip()),
              kinesis.get("partitionKey").textValue(),
              kinesis.get("sequenceNumber").textValue()));
    }
    return batch;
  }

  /** Each batch as its numbers, such as {@code 1..10} or {@code 1 3 5}. */
  synchronized List<String> calls() {
    return batches.stream()
        .map(batch -> Numbers.text(batch.stream().map(Delivered::number).toList()))
        .toList();
  }

  public synchronized byte[] lastPayload() {
    return lastPayload;
  }
}
