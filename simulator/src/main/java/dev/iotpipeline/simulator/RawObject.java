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
 * JSON writer would write. The object is immutable. It returns valid JSON if its texts are valid.
 */
final class RawObject {

  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

  /** The values by name, as they are written: strings have their quotes. */
  private final Map<String, String> fields;

  private RawObject(Map<String, String> fields) {
    this.fields = fields;
  }

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

  String json() {
    return json(fields);
  }

  /** A copy with another value for this field; a new field comes last. */
  String with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return json(changed);
  }

  String without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(name);
    return json(changed);
  }

  /** A copy with one more field at the end, even if the name is already there. */
  String and(String name, String value) {
    String json = json(fields);
    return json.substring(0, json.length() - 1) + ",\"" + name + "\":" + value + "}";
  }

  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
