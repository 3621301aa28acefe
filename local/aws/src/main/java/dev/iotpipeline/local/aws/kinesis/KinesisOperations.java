package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.HttpAnswer;
import dev.iotpipeline.local.aws.http.HttpApi;
import dev.iotpipeline.local.aws.http.HttpCall;
import dev.iotpipeline.local.aws.http.RefusedRequestException;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.Refusal;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations by name: decodes a request, calls the operation and encodes its answer. */
final class KinesisOperations implements HttpApi {

  private static final String TARGET_PREFIX = "Kinesis_20131202.";

  /**
   * One operation.
   *
   * @param request the type of its requests
   * @param call makes an answer of a request or throws a {@link RefusedRequestException}
   */
  private record Operation<T>(Class<T> request, Function<T, ?> call) {

    Object apply(WireFormat format, byte[] body) {
      return call.apply(format.read(body, request));
    }
  }

  private final Map<String, Operation<?>> byName = new TreeMap<>();

  KinesisOperations(LocalStream stream, Clock clock) {
    StreamReference reference = new StreamReference(stream);
    StreamWrites writes = new StreamWrites(stream, reference);
    ReadPositions positions = new ReadPositions(reference, clock);
    StreamReads reads = new StreamReads(reference, clock);
    add("PutRecord", KinesisApi.PutRecordRequest.class, writes::putRecord);
    add("PutRecords", KinesisApi.PutRecordsRequest.class, writes::putRecords);
    add("GetShardIterator", KinesisApi.GetShardIteratorRequest.class, positions::getShardIterator);
    add("GetRecords", KinesisApi.GetRecordsRequest.class, reads::getRecords);
    add(
        "DescribeStreamSummary",
        KinesisApi.DescribeStreamSummaryRequest.class,
        reference::describeStreamSummary);
  }

  private <T> void add(String name, Class<T> request, Function<T, ?> call) {
    byName.put(name, new Operation<>(request, call));
  }

  @Override
  public boolean takes(String path, String target) {
    return target.startsWith(TARGET_PREFIX);
  }

  @Override
  public HttpAnswer answer(HttpCall call) {
    if (!call.method().equals("POST") || !call.target().startsWith(TARGET_PREFIX)) {
      throw new RefusedRequestException(
          "UnknownOperationException",
          "A request is a POST with the header X-Amz-Target: " + TARGET_PREFIX + "<operation>");
    }
    String name = call.target().substring(TARGET_PREFIX.length());
    Operation<?> operation = byName.get(name);
    if (operation == null) {
      throw new RefusedRequestException(
          "UnknownOperationException",
          "No operation '" + name + "' here; there are " + String.join(", ", byName.keySet()));
    }
    WireFormat format = format(call);
    byte[] body = format.write(operation.apply(format, call.body()));
    return new HttpAnswer(200, Map.of("Content-Type", format.contentType()), body);
  }

  @Override
  public HttpAnswer refusal(HttpCall call, RefusedRequestException refused) {
    WireFormat format = format(call);
    return new HttpAnswer(
        refused.status(),
        Map.of("Content-Type", format.contentType(), "x-amzn-ErrorType", refused.code()),
        format.write(new Refusal(refused.code(), refused.message())));
  }

  private static WireFormat format(HttpCall call) {
    return call.header("Content-Type").flatMap(WireFormat::of).orElse(WireFormat.JSON);
  }
}
