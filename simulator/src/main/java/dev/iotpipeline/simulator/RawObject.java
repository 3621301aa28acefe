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
 * A reading's payload as the texts of its fields, so that one can be put in its place that no JSON
 * writer would write. Never changes; what it returns is JSON text, as far as the texts are.
 */
final class RawObject {

  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

  /** Name to value, the value as it is written, strings with their quotes. */
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

  /** With another value in the place of one, or behind the others. */
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

  /** With one more field at the end, even if there is one of its name. */
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
