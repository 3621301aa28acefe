package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an alert says of its reading, or has to say.
 *
 * @param grounds what is wrong, such as {@code temperature_above}, with all that is said of it
 * @param reading every other value
 */
record Said(SortedMap<String, String> grounds, SortedMap<String, String> reading) {

  private static final String RISING = "temperature_rising";

  /** In front of the name of a ground, in an image. */
  private static final String GROUND = "?";

  /** What a notification says besides. */
  private static final Set<String> SAID_ELSEWHERE = Set.of("device_id", "timestamp", "anomalies");

  /** What is wrong. */
  SortedSet<String> anomalies() {
    return new TreeSet<>(grounds.keySet());
  }

  /** What has to be said. */
  static Said of(Reading reading, Map<String, BigDecimal> excesses, Thresholds limits) {
    SortedMap<String, String> values = new TreeMap<>();
    for (Measurement measurement : Measurement.values()) {
      values.put(measurement.field(), Image.number(reading.value(measurement)));
    }
    if (reading.firmwareVersion() != null) {
      values.put("firmware_version", Image.text(reading.firmwareVersion()));
    }
    SortedMap<String, String> grounds = new TreeMap<>();
    excesses.forEach(
        (anomaly, excess) -> grounds.put(anomaly, ground(anomaly, excess, reading, limits)));
    return new Said(grounds, values);
  }

  private static String ground(
      String anomaly, BigDecimal excess, Reading reading, Thresholds limits) {
    SortedMap<String, String> ground = new TreeMap<>();
    ground.put("value", Image.number(BreachValues.value(anomaly, reading)));
    ground.put("threshold", Image.number(BreachValues.threshold(anomaly, limits)));
    int end = anomaly.indexOf('_');
    ground.put("field", Image.text(anomaly.substring(0, end)));
    ground.put("direction", Image.text(anomaly.substring(end + 1)));
    if (anomaly.equals(RISING)) {
      ground.put(
          "baseline",
          Image.number(reading.temperature().subtract(excess).subtract(limits.temperatureRise())));
      ground.put(
          "window_seconds", Image.number(BigDecimal.valueOf(limits.riseWindow().toSeconds())));
    }
    return ground.toString();
  }

  /** What a notification says, by its text for machines. */
  static Said of(JsonNode alert) {
    Said said = new Said(new TreeMap<>(), texts(alert));
    said.reading.keySet().removeAll(SAID_ELSEWHERE);
    for (JsonNode anomaly : alert.path("anomalies")) {
      said.add(texts(anomaly));
    }
    return said;
  }

  private static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), text(field.getValue())));
    return texts;
  }

  private static String text(JsonNode value) {
    if (value.isNumber()) {
      return Image.number(value.decimalValue());
    }
    return value.isTextual() ? Image.text(value.asText()) : value.toString();
  }

  /** What a row of the ledger says was wrong. */
  static SortedMap<String, String> grounds(AttributeValue anomalies) {
    Said said = new Said(new TreeMap<>(), new TreeMap<>());
    anomalies.l().forEach(anomaly -> said.add(Image.texts(anomaly.m())));
    return said.grounds;
  }

  private void add(SortedMap<String, String> ground) {
    String name = word(ground, "field") + "_" + word(ground, "direction");
    grounds.merge(name, ground.toString(), (one, other) -> one + " and " + other);
  }

  private static String word(SortedMap<String, String> ground, String name) {
    return ground.getOrDefault(name, "").replaceFirst("^S ", "");
  }

  /** All of it, as people read it. */
  String shown() {
    return (reading + " " + grounds.values()).replaceAll("(?<==)[NS] ", "");
  }

  byte[] toBytes() {
    SortedMap<String, String> all = new TreeMap<>(reading);
    grounds.forEach((anomaly, ground) -> all.put(GROUND + anomaly, ground));
    return Image.write(all);
  }

  static Said of(byte[] bytes) {
    Said said = new Said(new TreeMap<>(), new TreeMap<>());
    Image.attributes(bytes)
        .forEach(
            (name, text) -> {
              if (name.startsWith(GROUND)) {
                said.grounds.put(name.substring(GROUND.length()), text);
              } else {
                said.reading.put(name, text);
              }
            });
    return said;
  }
}
