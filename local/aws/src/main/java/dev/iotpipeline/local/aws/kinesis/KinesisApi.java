package dev.iotpipeline.local.aws.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests and answers of the Kinesis API as far as they are used here. A component is called
 * as its field in the API, except that it begins with a lower-case letter. What a request leaves
 * out is null; an answer leaves out what is null.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Operations.html">Kinesis
 *     API reference</a>
 */
final class KinesisApi {

  private KinesisApi() {}

  /** A request about a stream, which it names in one of two ways or in both. */
  interface StreamRequest {
    String streamName();

    String streamARN();
  }

  record PutRecordRequest(
      String streamName, String streamARN, String partitionKey, String explicitHashKey, byte[] data)
      implements StreamRequest {}

  record PutRecordAnswer(String shardId, String sequenceNumber) {}

  record PutRecordsRequest(String streamName, String streamARN, List<PutRecordsEntry> records)
      implements StreamRequest {}

  record PutRecordsEntry(String partitionKey, String explicitHashKey, byte[] data) {}

  record PutRecordsAnswer(int failedRecordCount, List<PutRecordsResult> records) {}

  record PutRecordsResult(
      @Nullable String shardId,
      @Nullable String sequenceNumber,
      @Nullable String errorCode,
      @Nullable String errorMessage) {}

  record GetShardIteratorRequest(
      String streamName,
      String streamARN,
      String shardId,
      String shardIteratorType,
      String startingSequenceNumber)
      implements StreamRequest {}

  record GetShardIteratorAnswer(String shardIterator) {}

  record GetRecordsRequest(String shardIterator, Integer limit) {}

  record GetRecordsAnswer(
      List<DataRecord> records, String nextShardIterator, long millisBehindLatest) {}

  record DataRecord(
      String sequenceNumber,
      Instant approximateArrivalTimestamp,
      byte[] data,
      String partitionKey) {}

  record DescribeStreamSummaryRequest(String streamName, String streamARN)
      implements StreamRequest {}

  record DescribeStreamSummaryAnswer(StreamDescriptionSummary streamDescriptionSummary) {}

  /** What a producer asks for: whether the stream is there and takes records. */
  record StreamDescriptionSummary(
      String streamName, String streamARN, String streamStatus, int openShardCount) {}

  /** A refusal, in the fields that every SDK looks for. */
  record Refusal(@JsonProperty("__type") String code, @JsonProperty("message") String message) {}
}
