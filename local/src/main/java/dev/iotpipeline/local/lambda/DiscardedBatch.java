package dev.iotpipeline.local.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.iotpipeline.local.kinesis.StreamRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a mapping reports of records it gave up: where they are, not what they hold.
 *
 * @param streamArn the stream they are in
 * @param shardId the shard they are in
 * @param functionArn the function that did not handle them
 * @param condition why they were given up
 * @param invocations how often the function was invoked with them
 * @param functionError whether the last invocation ended in an error, rather than in an answer that
 *     named failures
 * @param records the records, at least one, in stream order
 * @param discardedAt when
 */
public record DiscardedBatch(
    String streamArn,
    String shardId,
    String functionArn,
    Condition condition,
    int invocations,
    boolean functionError,
    List<StreamRecord> records,
    Instant discardedAt) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Why records were given up. */
  public enum Condition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded");

    private final String word;

    Condition(String word) {
      this.word = word;
    }
  }

  public DiscardedBatch {
    Objects.requireNonNull(condition, "condition");
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is no such thing as an empty discarded batch");
    }
  }

  /** The records' sequence numbers, in stream order. */
  public List<String> sequenceNumbers() {
    return records.stream().map(StreamRecord::sequenceNumber).toList();
  }

  /**
   * The message as Lambda sends it to an SQS queue.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
   *     discarded batch records</a>
   */
  public String toJson() {
    StreamRecord first = records.get(0);
    StreamRecord last = records.get(records.size() - 1);
    ObjectNode message = JSON.createObjectNode();
    message
        .putObject("requestContext")
        .put("functionArn", functionArn)
        .put("condition", condition.word)
        .put("approximateInvokeCount", invocations);
    if (invocations > 0) {
      ObjectNode response = message.putObject("responseContext");
      response.put("statusCode", 200).put("executedVersion", "$LATEST");
      response.put("functionError", functionError ? "Unhandled" : null);
    }
    message.put("version", "1.0").put("timestamp", discardedAt.toString());
    message
        .putObject("KinesisBatchInfo")
        .put("shardId", shardId)
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", first.approximateArrival().toString())
        .put("approximateArrivalOfLastRecord", last.approximateArrival().toString())
        .put("batchSize", records.size())
        .put("streamArn", streamArn);
    return message.toString();
  }
}
