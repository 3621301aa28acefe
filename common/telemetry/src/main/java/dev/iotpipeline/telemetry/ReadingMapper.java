package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.iotpipeline.telemetry.Rejection.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Readings out of JSON. If a payload has several faults, the first of this list is named: broken
 * JSON or a field given twice, a value of the wrong type or form, a missing field, a value out of
 * bounds. Rejections name the field and the rule and never quote the payload, since they are
 * logged.
 */
final class ReadingMapper {

  private ReadingMapper() {}

  static Reading read(byte[] payload) {
    Fields fields = fields(utf8(payload));
    Optional<String> deviceId = fields.text("device_id");
    Optional<Instant> timestamp = fields.text("timestamp").map(ReadingMapper::instant);
    Optional<BigDecimal> temperature = fields.number("temperature");
    Optional<BigDecimal> humidity = fields.number("humidity");
    Optional<BigDecimal> pressure = fields.number("pressure");
    Optional<String> firmwareVersion = fields.text("firmware_version");
    return new Reading(
        deviceId.orElseThrow(missing("device_id")),
        timestamp.orElseThrow(missing("timestamp")),
        temperature.orElseThrow(missing("temperature")),
        humidity.orElseThrow(missing("humidity")),
        pressure.orElseThrow(missing("pressure")),
        firmwareVersion.orElse(null));
  }

  /**
   * Decoded strictly: a parser that finds out the encoding by itself would also accept UTF-16 and
   * broken UTF-8. Broken bytes do not come back when the text is encoded again.
   */
  private static String utf8(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), payload)) {
      throw rejected(Reason.MALFORMED_JSON, "", "not UTF-8 text");
    }
    return text;
  }

  private static Fields fields(String payload) {
    try (JsonParser json = ReadingJson.JSON.createParser(payload)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw rejected(Reason.MALFORMED_JSON, "", "the payload is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw rejected(
            Reason.NOT_AN_OBJECT, "", "a reading is a JSON object, this is " + kind(first));
      }
      Fields fields = new Fields();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        fields.put(json.currentName(), Value.next(json));
      }
      if (json.nextToken() != null) {
        throw rejected(Reason.MALFORMED_JSON, "", "there is more after the JSON object");
      }
      return fields;
    } catch (StreamConstraintsException e) {
      throw rejected(
          Reason.MALFORMED_JSON, "", "a name, number or nesting exceeds what the parser accepts");
    } catch (JsonProcessingException e) {
      throw rejected(
          Reason.MALFORMED_JSON,
          "",
          "not JSON at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** The fields of one payload, each given once. A null counts as an absent field. */
  private static final class Fields extends HashMap<String, @Nullable Value> {

    @Override
    public @Nullable Value put(String name, @Nullable Value value) {
      if (containsKey(name)) {
        // Field names are foreign text too, and may be long.
        String shortened = name.length() <= 64 ? name : name.substring(0, 64) + "...";
        throw rejected(Reason.DUPLICATE_FIELD, shortened, "a field is given twice");
      }
      return super.put(name, value);
    }

    Optional<String> text(String field) {
      return textOf(field, "a string");
    }

    Optional<BigDecimal> number(String field) {
      return textOf(field, "a number").map(text -> decimal(field, text));
    }

    private Optional<String> textOf(String field, String kind) {
      Optional<Value> value = Optional.ofNullable(get(field));
      if (value.isPresent() && !value.get().kind.equals(kind)) {
        throw rejected(
            Reason.WRONG_TYPE,
            field,
            field + " has to be " + kind + ", this is " + value.get().kind);
      }
      return value.map(Value::text);
    }
  }

  /**
   * A number stays the text it was sent as, since nobody can compute the value of {@code
   * 1e99999999999}. What an object or an array holds is skipped.
   */
  private record Value(String kind, String text) {

    static @Nullable Value next(JsonParser json) throws IOException {
      JsonToken token = json.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      json.skipChildren();
      return new Value(ReadingMapper.kind(token), token.isScalarValue() ? json.getText() : "");
    }
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

  private static BigDecimal decimal(String field, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      // It is a JSON number, so all that can be wrong is an exponent beyond BigDecimal's own range.
      throw rejected(
          Reason.NUMBER_OUT_OF_RANGE,
          field,
          field + " has an exponent far beyond 1E-130 to 9.99E+125");
    }
  }

  private static Instant instant(String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw rejected(
          Reason.INVALID_TIMESTAMP,
          "timestamp",
          "timestamp has to be ISO-8601 with an offset, to the nanosecond at most, for example"
              + " 2026-11-23T10:15:30.123456+00:00");
    }
  }

  private static Supplier<RejectedReadingException> missing(String field) {
    return () -> rejected(Reason.MISSING_FIELD, field, field + " is missing or null");
  }

  private static RejectedReadingException rejected(Reason reason, String field, String detail) {
    return new RejectedReadingException(reason, field, detail);
  }
}
