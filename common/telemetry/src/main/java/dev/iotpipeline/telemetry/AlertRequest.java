package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer sends the alert function: the reading's own JSON, and beside its fields an
 * object {@code context} with what the reading does not know. A bare reading is a request too.
 *
 * @param reading the reading that breached a threshold
 * @param context where it came from; null if the sender did not say
 */
public record AlertRequest(Reading reading, @Nullable Context context) {

  private static final ObjectReader CONTEXT = ReadingMapper.MAPPER.reader().at("/context");

  public AlertRequest {
    Objects.requireNonNull(reading, "reading");
  }

  /**
   * The record that carried the reading.
   *
   * @param shardId the shard it was in
   * @param sequenceNumber its place in the shard
   * @param ingested when Kinesis took it
   */
  public record Context(String shardId, String sequenceNumber, Instant ingested) {

    public Context {
      Objects.requireNonNull(shardId, "shardId");
      Objects.requireNonNull(sequenceNumber, "sequenceNumber");
      Objects.requireNonNull(ingested, "ingested");
    }
  }

  /** The request as UTF-8 JSON. */
  public byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(384);
    try (JsonGenerator json = ReadingJson.JSON.createGenerator(bytes)) {
      json.writeStartObject();
      ReadingJson.writeFields(reading, json);
      if (context != null) {
        writeContext(context, json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeContext(Context context, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("context");
    json.writeStringField("shard_id", context.shardId());
    json.writeStringField("sequence_number", context.sequenceNumber());
    json.writeStringField("ingestion_timestamp", Timestamps.format(context.ingested()));
    json.writeEndObject();
  }

  /**
   * The request in a payload. A context that is incomplete counts as none: the alert matters more.
   *
   * @throws RejectedReadingException if the payload holds no valid reading
   */
  public static AlertRequest parse(byte[] payload) {
    return new AlertRequest(ReadingMapper.read(payload), context(payload));
  }

  /** Of a payload that holds a reading. */
  private static @Nullable Context context(byte[] payload) {
    try {
      JsonNode context = CONTEXT.readTree(payload);
      JsonNode shardId = context.path("shard_id");
      JsonNode sequenceNumber = context.path("sequence_number");
      Instant ingested = Timestamps.parse(context.path("ingestion_timestamp").asText());
      return shardId.isTextual()
              && sequenceNumber.isTextual()
              && Timestamps.isRepresentable(ingested)
          ? new Context(shardId.asText(), sequenceNumber.asText(), ingested)
          : null;
    } catch (IOException | DateTimeException e) {
      return null;
    }
  }
}
