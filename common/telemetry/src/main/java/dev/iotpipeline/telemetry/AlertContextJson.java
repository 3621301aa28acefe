package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code context} of an alert request as JSON. */
final class AlertContextJson {

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
    try (JsonParser json = ReadingJson.JSON.createParser(payload)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isContext = json.currentName().equals("context");
        if (json.nextToken() == JsonToken.START_OBJECT && isContext) {
          return context(JsonObject.read(json));
        }
        json.skipChildren();
      }
      return null;
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Context context(JsonObject context) {
    return new Context(
        context.text("shard_id"),
        context.text("sequence_number"),
        context.instant("ingestion_timestamp"),
        context.has("thresholds") ? grounds(context) : null,
        context.has("notices") ? notices(context) : null);
  }

  private static Grounds grounds(JsonObject context) {
    JsonObject thresholds = context.object("thresholds");
    return new Grounds(
        new Thresholds(
            thresholds.number(AnomalyKind.TEMPERATURE_ABOVE.code()),
            thresholds.number(AnomalyKind.HUMIDITY_ABOVE.code()),
            thresholds.number(AnomalyKind.HUMIDITY_BELOW.code()),
            thresholds.number(AnomalyKind.TEMPERATURE_RISING.code()),
            Duration.ofSeconds(thresholds.number("window_seconds").longValue())),
        context.has("baseline") ? context.number("baseline") : null);
  }

  private static Notices notices(JsonObject context) {
    List<Notice> notices = new ArrayList<>();
    for (JsonObject notice : context.objects("notices")) {
      notices.add(
          new Notice(
              Notice.Kind.valueOf(notice.text("kind").toUpperCase(Locale.ROOT)),
              notice.text("anomaly"),
              notice.instant("since"),
              notice.instant("at"),
              notice.number("count").longValue(),
              notice.has("worst") ? notice.number("worst") : null));
    }
    return new Notices(context.text("digest"), context.instant("closes_at"), notices);
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
