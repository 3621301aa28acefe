package dev.iotpipeline.local.aws.kinesis;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations by name: from a decoded request to the answer that is to be encoded. */
final class Operations {

  /**
   * One operation.
   *
   * @param request the type of its requests
   * @param call makes an answer of a request or throws a {@link RefusedRequestException}
   */
  record Operation<T>(Class<T> request, Function<T, ?> call) {

    Object apply(WireFormat format, byte[] body) {
      return call.apply(format.read(body, request));
    }
  }

  private final Map<String, Operation<?>> byName = new TreeMap<>();

  Operations(LocalStream stream, Clock clock) {
    StreamReference reference = new StreamReference(stream);
    StreamWrites writes = new StreamWrites(stream, reference);
    ReadPositions positions = new ReadPositions(reference, clock);
    StreamReads reads = new StreamReads(reference, clock);
    StreamDescriptions descriptions = new StreamDescriptions(stream, reference);
    add("PutRecord", KinesisApi.PutRecordRequest.class, writes::putRecord);
    add("PutRecords", KinesisApi.PutRecordsRequest.class, writes::putRecords);
    add("GetShardIterator", KinesisApi.GetShardIteratorRequest.class, positions::getShardIterator);
    add("GetRecords", KinesisApi.GetRecordsRequest.class, reads::getRecords);
    add("ListShards", KinesisApi.ListShardsRequest.class, descriptions::listShards);
    add("ListStreams", KinesisApi.ListStreamsRequest.class, descriptions::listStreams);
    add("DescribeStream", KinesisApi.DescribeStreamRequest.class, descriptions::describeStream);
    add(
        "DescribeStreamSummary",
        KinesisApi.DescribeStreamSummaryRequest.class,
        descriptions::describeStreamSummary);
  }

  private <T> void add(String name, Class<T> request, Function<T, ?> call) {
    byName.put(name, new Operation<>(request, call));
  }

  /**
   * The operation of this name.
   *
   * @throws RefusedRequestException if there is none here
   */
  Operation<?> named(String name) {
    Operation<?> operation = byName.get(name);
    if (operation == null) {
      throw new RefusedRequestException(
          "UnknownOperationException",
          "No operation '" + name + "' here; there are " + String.join(", ", byName.keySet()));
    }
    return operation;
  }
}
