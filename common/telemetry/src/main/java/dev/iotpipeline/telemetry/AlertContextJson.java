package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code context} of an alert request as JSON. */
final class AlertContextJson {

  private static final ObjectReader CONTEXT =
      ReadingMapper.MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .at("/context");

  private AlertContextJson() {}

  static void write(Context context, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("context");
    json.writeStringField("shard_id", context.shardId());
    json.writeStringField("sequence_number", context.sequenceNumber());
    write("ingestion_timestamp", context.ingested(), json);
    if (context.grounds() != null) {
      write(context.grounds(), json);
    }
    if (context.notices() != null) {
      write(context.notices(), json);
    }
    json.writeEndObject();
  }

  private static void write(String field, Instant instant, JsonGenerator json) throws IOException {
    json.writeStringField(field, Timestamps.format(instant));
  }

  private static void write(Grounds grounds, JsonGenerator json) throws IOException {
    Thresholds thresholds = grounds.thresholds();
    json.writeObjectFieldStart("thresholds");
    for (AnomalyKind kind : AnomalyKind.values()) {
      json.writeNumberField(kind.code(), thresholds.of(kind));
    }
    json.writeNumberField("window_seconds", thresholds.riseWindow().toSeconds());
    json.writeEndObject();
    if (grounds.baseline() != null) {
      json.writeNumberField("baseline", grounds.baseline());
    }
  }

  private static void write(Notices notices, JsonGenerator json) throws IOException {
    json.writeStringField("digest", notices.digest());
    write("closes_at", notices.closesAt(), json);
    json.writeArrayFieldStart("notices");
    for (Notice notice : notices.notices()) {
      json.writeStartObject();
      json.writeStringField("kind", notice.kind().code());
      json.writeStringField("anomaly", notice.anomaly());
      write("since", notice.since(), json);
      write("at", notice.at(), json);
      json.writeNumberField("count", notice.count());
      if (notice.worst() != null) {
        json.writeNumberField("worst", notice.worst());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Of a payload that holds a reading; null if there is none, or it is incomplete. */
  static @Nullable Context read(byte[] payload) {
    try {
      JsonNode context = CONTEXT.readTree(payload);
      return context.isObject()
          ? new Context(
              text(context, "shard_id"),
              text(context, "sequence_number"),
              instant(context, "ingestion_timestamp"),
              context.has("thresholds") ? grounds(context) : null,
              context.has("notices") ? notices(context) : null)
          : null;
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Grounds grounds(JsonNode context) {
    JsonNode thresholds = context.path("thresholds");
    return new Grounds(
        new Thresholds(
            number(thresholds, AnomalyKind.TEMPERATURE_ABOVE.code()),
            number(thresholds, AnomalyKind.HUMIDITY_ABOVE.code()),
            number(thresholds, AnomalyKind.HUMIDITY_BELOW.code()),
            number(thresholds, AnomalyKind.TEMPERATURE_RISING.code()),
            Duration.ofSeconds(number(thresholds, "window_seconds").longValue())),
        context.has("baseline") ? number(context, "baseline") : null);
  }

  private static Notices notices(JsonNode context) {
    List<Notice> notices = new ArrayList<>();
    for (JsonNode notice : context.path("notices")) {
      notices.add(
          new Notice(
              Notice.Kind.valueOf(text(notice, "kind").toUpperCase(Locale.ROOT)),
              text(notice, "anomaly"),
              instant(notice, "since"),
              instant(notice, "at"),
              number(notice, "count").longValue(),
              notice.has("worst") ? number(notice, "worst") : null));
    }
    return new Notices(text(context, "digest"), instant(context, "closes_at"), notices);
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " has to be a string");
    }
    return value.asText();
  }

  private static BigDecimal number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " has to be a number");
    }
    return ReadingRules.storable(field, value.decimalValue());
  }

  private static Instant instant(JsonNode object, String field) {
    Instant instant = Timestamps.parse(text(object, field));
    if (!Timestamps.isRepresentable(instant)) {
      throw new IllegalArgumentException(field + " lies outside the years 0000 to 9999");
    }
    return instant;
  }

  /**
   * The elements of an array of objects, each as its own bytes; none if the payload is no such
   * array. Copied token by token, so that numbers and repeated fields stay as they were sent.
   */
  static List<byte[]> elements(byte[] payload) {
    List<byte[]> elements = new ArrayList<>();
    try (JsonParser json = ReadingJson.JSON.createParser(payload)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        return List.of();
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        elements.add(copy(json));
      }
      return json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null
          ? elements
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static byte[] copy(JsonParser json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator copy = ReadingJson.JSON.createGenerator(bytes)) {
      copy.copyCurrentStructureExact(json);
    }
    return bytes.toByteArray();
  }
}
