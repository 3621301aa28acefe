package dev.iotpipeline.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The payload of a reading as the texts of its fields. A field can be replaced by a text that no
 * JSON writer would write. The methods return valid JSON if the texts are valid.
 *
 * @param fields the values by name, as they are written: strings have their quotes
 */
record RawObject(Map<String, String> fields) {

  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

  static RawObject of(Reading reading) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(new String(ReadingJson.write(reading), UTF_8));
    while (field.find()) {
      fields.put(field.group(1), field.group(2));
    }
    return new RawObject(fields);
  }

  String value(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  /** With another value for this field; a new field comes last. */
  String with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return new RawObject(changed).json();
  }

  String without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(name);
    return new RawObject(changed).json();
  }

  /** With one more field at the end, even if the name is already there. */
  String and(String name, String value) {
    String json = json();
    return json.substring(0, json.length() - 1) + ",\"" + name + "\":" + value + "}";
  }

  String json() {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
