package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Records that were given up together, as a failure destination in SQS or SNS hears of them: where
 * they are in the stream, not what they hold.
 *
 * @param requestContext which function would not have them, and why it ended
 * @param responseContext what the last invocation came to; empty if there was none
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
    Optional<ResponseContext> responseContext,
    Instant timestamp,
    String shardId,
    String streamArn,
    List<StreamRecord> records) {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public DiscardedBatch {
    Objects.requireNonNull(requestContext, "requestContext");
    Objects.requireNonNull(responseContext, "responseContext");
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(shardId, "shardId");
    Objects.requireNonNull(streamArn, "streamArn");
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
   *     checkpoint
   */
  public record RequestContext(
      String requestId, String functionArn, Condition condition, int approximateInvokeCount) {}

  /**
   * @param functionError {@code Unhandled} if the function threw or timed out; empty if it
   *     returned, and its response said that records failed
   */
  public record ResponseContext(Optional<String> functionError) {}

  /** The notification, as AWS writes it. */
  public String toJson() {
    StringWriter text = new StringWriter(768);
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      writeRequestContext(json);
      if (responseContext.isPresent()) {
        writeResponseContext(json, responseContext.get());
      }
      json.writeStringField("version", "1.0");
      json.writeStringField("timestamp", MILLISECONDS.format(timestamp));
      writeBatchInfo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private void writeRequestContext(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("requestId", requestContext.requestId);
    json.writeStringField("functionArn", requestContext.functionArn);
    json.writeStringField("condition", requestContext.condition.code());
    json.writeNumberField("approximateInvokeCount", requestContext.approximateInvokeCount);
    json.writeEndObject();
  }

  /** A null {@code functionError} after a partial response is how AWS was seen to write it. */
  private static void writeResponseContext(JsonGenerator json, ResponseContext response)
      throws IOException {
    json.writeObjectFieldStart("responseContext");
    json.writeNumberField("statusCode", 200);
    json.writeStringField("executedVersion", "$LATEST");
    json.writeStringField("functionError", response.functionError.orElse(null));
    json.writeEndObject();
  }

  private void writeBatchInfo(JsonGenerator json) throws IOException {
    StreamRecord first = records.get(0);
    StreamRecord last = records.get(records.size() - 1);
    json.writeObjectFieldStart("KinesisBatchInfo");
    json.writeStringField("shardId", shardId);
    json.writeStringField("startSequenceNumber", first.sequenceNumber());
    json.writeStringField("endSequenceNumber", last.sequenceNumber());
    json.writeStringField(
        "approximateArrivalOfFirstRecord", MILLISECONDS.format(first.approximateArrival()));
    json.writeStringField(
        "approximateArrivalOfLastRecord", MILLISECONDS.format(last.approximateArrival()));
    json.writeNumberField("batchSize", records.size());
    json.writeStringField("streamArn", streamArn);
    json.writeEndObject();
  }
}
