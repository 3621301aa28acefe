package dev.iotpipeline.redrive;

import java.math.BigInteger;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The stream that records are read from and put back into. */
final class TelemetryStream {

  private final KinesisClient kinesis;
  private final String name;
  private final KinesisCalls calls;

  TelemetryStream(KinesisClient kinesis, String name, KinesisCalls calls) {
    this.kinesis = kinesis;
    this.name = name;
    this.calls = calls;
  }

  String name() {
    return name;
  }

  /**
   * Puts one record in, and returns when the stream has it. Single calls keep the order of the
   * records; PutRecords does not.
   */
  void put(SdkBytes data, String partitionKey) {
    calls.call(
        () ->
            kinesis.putRecord(
                request -> request.streamName(name).partitionKey(partitionKey).data(data)));
  }

  /** The records of a range, in stream order. */
  RangeReader read(ShardRange range) {
    return new RangeReader(kinesis, name, range, calls);
  }

  /**
   * Reads a single record.
   *
   * @throws NotPutBackException if it has left the stream
   */
  Record find(String shardId, BigInteger sequenceNumber) {
    RangeReader reader = read(new ShardRange(shardId, sequenceNumber, sequenceNumber));
    Optional<Record> record = reader.next();
    return record.orElseThrow(
        () -> new NotPutBackException(reader.gap().orElse("the record was not found")));
  }
}
