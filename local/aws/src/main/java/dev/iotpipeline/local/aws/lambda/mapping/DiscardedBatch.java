package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.iotpipeline.local.aws.http.Json;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that were given up together, as a failure destination in SQS or SNS is told of them:
 * where they are in the stream, not what they hold.
 *
 * @param requestContext the function that did not handle them, and why they were given up
 * @param responseContext what the last invocation came to; null if the records were too old,
 *     whether they had been tried or not
 * @param timestamp when they were given up
 * @param shardId the shard they are in
 * @param streamArn the stream of that shard
 * @param records the records themselves, in stream order and at least one. AWS does not send them
 *     to a queue, and {@link #toJson()} leaves them out; the local report counts by them
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
public record DiscardedBatch(
    RequestContext requestContext,
    @Nullable ResponseContext responseContext,
    Instant timestamp,
    String shardId,
    String streamArn,
    List<StreamRecord> records) {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public DiscardedBatch {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("a discarded batch has at least one record");
    }
  }

  /** Why records are given up. */
  public enum Condition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded");

    private final String code;

    Condition(String code) {
      this.code = code;
    }

    /** The name that AWS gives it. */
    public String code() {
      return code;
    }
  }

  /**
   * @param requestId the last invocation's, or one of its own if there was none
   * @param functionArn the function
   * @param condition why the records were given up
   * @param approximateInvokeCount how often the function was given the first of them at this
   *     checkpoint; at least 1, because AWS counts records that it never tried as tried once
   */
  public record RequestContext(
      String requestId, String functionArn, Condition condition, int approximateInvokeCount) {}

  /**
   * @param functionError {@code Unhandled} if the function threw or timed out; null if it returned,
   *     and its response said that records failed
   */
  public record ResponseContext(@Nullable String functionError) {}

  /**
   * The notification, as AWS writes it. A null {@code functionError} after a partial response is
   * how AWS was seen to write it.
   */
  public String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.putObject("requestContext")
        .put("requestId", requestContext.requestId)
        .put("functionArn", requestContext.functionArn)
        .put("condition", requestContext.condition.code())
        .put("approximateInvokeCount", requestContext.approximateInvokeCount);
    if (responseContext != null) {
      json.putObject("responseContext")
          .put("statusCode", 200)
          .put("executedVersion", "$LATEST")
          .put("functionError", responseContext.functionError);
    }
    json.put("version", "1.0").put("timestamp", MILLISECONDS.format(timestamp));
    StreamRecord first = records.get(0);
    StreamRecord last = records.get(records.size() - 1);
    json.putObject("KinesisBatchInfo")
        .put("shardId", shardId)
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", MILLISECONDS.format(first.approximateArrival()))
        .put("approximateArrivalOfLastRecord", MILLISECONDS.format(last.approximateArrival()))
        .put("batchSize", records.size())
        .put("streamArn", streamArn);
    return json.toString();
  }
}
