package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the consumer sends the alert function: the reading's own JSON, and beside its fields an
 * object {@code context} with what the reading does not know. A bare reading is a request too.
 *
 * @param reading the reading that breached a threshold
 * @param context where it came from, if the sender said
 */
public record AlertRequest(Reading reading, Optional<Context> context) {

  public AlertRequest {
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(context, "context");
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
      if (context.isPresent()) {
        writeContext(context.get(), json);
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
   * @throws RefusedReadingException if the payload holds no valid reading
   */
  public static AlertRequest parse(byte[] payload) {
    ContextParser context = new ContextParser();
    Reading reading = new ReadingParser(payload, context).parse();
    return new AlertRequest(reading, context.result());
  }

  private static final class ContextParser implements ReadingParser.UnknownFields {

    private Optional<String> shardId = Optional.empty();
    private Optional<String> sequenceNumber = Optional.empty();
    private Optional<Instant> ingested = Optional.empty();

    @Override
    public void accept(String name, JsonParser json) throws IOException {
      if (!name.equals("context") || json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          keep(field, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }

    private void keep(String field, String value) {
      switch (field) {
        case "shard_id" -> shardId = Optional.of(value);
        case "sequence_number" -> sequenceNumber = Optional.of(value);
        case "ingestion_timestamp" -> ingested = instant(value);
        default -> {
          // A later version of the consumer may say more than this one understands.
        }
      }
    }

    private static Optional<Instant> instant(String value) {
      try {
        return Optional.of(Timestamps.parse(value)).filter(Timestamps::isRepresentable);
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    Optional<Context> result() {
      return shardId.isPresent() && sequenceNumber.isPresent() && ingested.isPresent()
          ? Optional.of(new Context(shardId.get(), sequenceNumber.get(), ingested.get()))
          : Optional.empty();
    }
  }
}
