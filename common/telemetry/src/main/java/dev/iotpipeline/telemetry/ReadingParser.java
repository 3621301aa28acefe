package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.iotpipeline.telemetry.Refusal.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over one payload. Refusals name the field and the rule and never quote the payload,
 * since they are logged.
 */
final class ReadingParser {

  static final UnknownFields IGNORE_UNKNOWN_FIELDS = (name, json) -> json.skipChildren();

  /** What to do with a field the contract does not know; the parser stands on its value. */
  interface UnknownFields {
    void accept(String name, JsonParser json) throws IOException;
  }

  private final byte[] payload;
  private final UnknownFields unknownFields;
  private final Set<String> seen = new HashSet<>();
  private final Map<Measurement, BigDecimal> numbers = new EnumMap<>(Measurement.class);
  private Optional<String> deviceId = Optional.empty();
  private Optional<Instant> timestamp = Optional.empty();
  private Optional<String> firmwareVersion = Optional.empty();

  ReadingParser(byte[] payload, UnknownFields unknownFields) {
    this.payload = payload;
    this.unknownFields = unknownFields;
  }

  Reading parse() {
    try (JsonParser json = ReadingJson.JSON.createParser(utf8())) {
      parseObject(json);
      if (json.nextToken() != null) {
        throw refused(Reason.MALFORMED_JSON, "", "there is more after the JSON object");
      }
    } catch (StreamConstraintsException e) {
      throw refused(
          Reason.MALFORMED_JSON, "", "a name, number or nesting exceeds what the parser accepts");
    } catch (JsonProcessingException e) {
      throw refused(Reason.MALFORMED_JSON, "", "not JSON" + where(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    return new Reading(
        required("device_id", deviceId),
        required("timestamp", timestamp),
        required(Measurement.TEMPERATURE),
        required(Measurement.HUMIDITY),
        required(Measurement.PRESSURE),
        firmwareVersion);
  }

  /**
   * Decoded strictly, because a parser left to guess would take UTF-16 and broken UTF-8 as well.
   */
  private String utf8() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw refused(Reason.MALFORMED_JSON, "", "not UTF-8 text");
    }
  }

  private void parseObject(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw refused(Reason.MALFORMED_JSON, "", "the payload is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw refused(Reason.NOT_AN_OBJECT, "", "a reading is a JSON object, this is " + kind(first));
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      parseField(name, json);
    }
  }

  private void parseField(String name, JsonParser json) throws IOException {
    if (!seen.add(name)) {
      throw refused(Reason.DUPLICATE_FIELD, shortened(name), "a field is given twice");
    }
    switch (name) {
      case "device_id" -> deviceId = text(name, json);
      case "timestamp" -> timestamp = text(name, json).map(ReadingParser::instant);
      case "firmware_version" -> firmwareVersion = text(name, json);
      default -> {
        Optional<Measurement> measurement = Measurement.named(name);
        if (measurement.isPresent()) {
          number(measurement.get(), json);
        } else {
          unknownFields.accept(name, json);
        }
      }
    }
  }

  private static Optional<String> text(String field, JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> Optional.of(json.getText());
      case VALUE_NULL -> Optional.empty();
      default -> throw wrongType(field, "a string", json.currentToken());
    };
  }

  private void number(Measurement measurement, JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          numbers.put(measurement, decimal(measurement.field(), json.getText()));
      case VALUE_NULL -> {
        // As good as absent: refused, if it is required, once the object has been read.
      }
      default -> throw wrongType(measurement.field(), "a number", json.currentToken());
    }
  }

  private static BigDecimal decimal(String field, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      // It is a JSON number, so all that can be wrong is an exponent beyond BigDecimal's own range.
      throw refused(
          Reason.NUMBER_OUT_OF_RANGE,
          field,
          field + " has an exponent far beyond 1E-130 to 9.99E+125");
    }
  }

  private static Instant instant(String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw refused(
          Reason.INVALID_TIMESTAMP,
          "timestamp",
          "timestamp has to be ISO-8601 with an offset, to the nanosecond at most, for example"
              + " 2026-11-23T10:15:30.123456+00:00");
    }
  }

  private BigDecimal required(Measurement measurement) {
    return required(measurement.field(), Optional.ofNullable(numbers.get(measurement)));
  }

  private static <T> T required(String field, Optional<T> value) {
    return value.orElseThrow(
        () -> refused(Reason.MISSING_FIELD, field, field + " is missing or null"));
  }

  private static RefusedReadingException wrongType(String field, String expected, JsonToken found) {
    return refused(
        Reason.WRONG_TYPE, field, field + " has to be " + expected + ", this is " + kind(found));
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** Field names are foreign text too, and may be long. */
  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "...";
  }

  private static RefusedReadingException refused(Reason reason, String field, String detail) {
    return new RefusedReadingException(reason, field, detail);
  }
}
