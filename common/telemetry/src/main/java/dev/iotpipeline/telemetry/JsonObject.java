package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in memory, for what is read out of order. A field that is missing or of another
 * type is an {@link IllegalArgumentException}.
 */
final class JsonObject {

  /** As it was sent: the value is computed when somebody asks for it. */
  private record Digits(String text) {}

  private final Map<String, @Nullable Object> fields = new HashMap<>();

  private JsonObject() {}

  /**
   * The object that a parser is at the beginning of. Of a field given twice the last one counts.
   */
  static JsonObject read(JsonParser json) throws IOException {
    JsonObject object = new JsonObject();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      object.fields.put(name, value(json));
    }
    return object;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> read(json);
      case START_ARRAY -> elements(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(json.getText());
      default -> null;
    };
  }

  private static List<@Nullable Object> elements(JsonParser json) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json));
    }
    return elements;
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  String text(String field) {
    return value(field, String.class, "a string");
  }

  /**
   * A number that can be stored exactly, without zeros at the end of its fraction. They go last: an
   * absurd exponent would overflow.
   */
  BigDecimal number(String field) {
    String digits = value(field, Digits.class, "a number").text();
    BigDecimal number = ReadingRules.storable(field, new BigDecimal(digits));
    return number.scale() == 0 ? number : number.stripTrailingZeros();
  }

  /** An instant within the years that a text of it can have. */
  Instant instant(String field) {
    Instant instant = Timestamps.parse(text(field));
    if (!Timestamps.isRepresentable(instant)) {
      throw new IllegalArgumentException(field + " lies outside the years 0000 to 9999");
    }
    return instant;
  }

  JsonObject object(String field) {
    return value(field, JsonObject.class, "an object");
  }

  List<JsonObject> objects(String field) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : value(field, List.class, "an array")) {
      objects.add(of(element, JsonObject.class, field, "an array of objects"));
    }
    return objects;
  }

  private <T> T value(String field, Class<T> type, String kind) {
    return of(fields.get(field), type, field, kind);
  }

  private static <T> T of(@Nullable Object value, Class<T> type, String field, String kind) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(field + " has to be " + kind);
    }
    return type.cast(value);
  }
}
