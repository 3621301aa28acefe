package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an alert says of its reading, or has to say.
 *
 * @param anomalies what is wrong, such as {@code temperature_above}
 * @param details every value in it
 */
record Said(SortedSet<String> anomalies, String details) {

  private static final String RISING = "temperature_rising";

  /** What has to be said. */
  static Said of(Reading reading, Map<String, BigDecimal> excesses, Thresholds limits) {
    TreeMap<String, String> details = new TreeMap<>();
    for (Measurement measurement : Measurement.values()) {
      details.put(measurement.field(), Image.plain(reading.value(measurement)));
    }
    details.put("firmware_version", String.valueOf(reading.firmwareVersion()));
    excesses.forEach(
        (anomaly, excess) -> details.put(anomaly, detail(anomaly, excess, reading, limits)));
    return new Said(new TreeSet<>(excesses.keySet()), details.toString());
  }

  private static String detail(
      String anomaly, BigDecimal excess, Reading reading, Thresholds limits) {
    return switch (anomaly) {
      case "temperature_above" -> beyond(reading.temperature(), limits.temperatureHigh());
      case "humidity_above" -> beyond(reading.humidity(), limits.humidityHigh());
      case "humidity_below" -> beyond(reading.humidity(), limits.humidityLow());
      case RISING ->
          beyond(reading.temperature(), limits.temperatureRise())
              + risen(
                  reading.temperature().subtract(excess).subtract(limits.temperatureRise()),
                  limits.riseWindow().toSeconds());
      default -> throw new IllegalArgumentException("no anomaly " + anomaly);
    };
  }

  private static String beyond(BigDecimal value, BigDecimal threshold) {
    return Image.plain(value) + " beyond " + Image.plain(threshold);
  }

  private static String risen(BigDecimal baseline, long seconds) {
    return " from " + Image.plain(baseline) + " in " + seconds + " s";
  }

  /** What a notification says, by its text for machines. */
  static Said of(JsonNode alert) {
    TreeMap<String, String> details = new TreeMap<>();
    for (Measurement measurement : Measurement.values()) {
      details.put(measurement.field(), number(alert.path(measurement.field())));
    }
    JsonNode firmware = alert.path("firmware_version");
    details.put("firmware_version", firmware.isMissingNode() ? "null" : firmware.asText());
    SortedSet<String> anomalies = new TreeSet<>();
    for (JsonNode anomaly : alert.path("anomalies")) {
      String name = anomaly.path("field").asText() + "_" + anomaly.path("direction").asText();
      String rise =
          anomaly.has("baseline")
              ? " from "
                  + number(anomaly.path("baseline"))
                  + " in "
                  + anomaly.path("window_seconds").asText()
                  + " s"
              : "";
      boolean isNew = anomalies.add(name);
      details.merge(
          name,
          number(anomaly.path("value")) + " beyond " + number(anomaly.path("threshold")) + rise,
          (one, other) -> isNew ? other : one + " and " + other);
    }
    return new Said(anomalies, details.toString());
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? Image.plain(value.decimalValue()) : "no number";
  }

  byte[] toBytes() {
    return (String.join(",", anomalies) + "\n" + details).getBytes(StandardCharsets.UTF_8);
  }

  static Said of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    SortedSet<String> anomalies = new TreeSet<>(List.of(text.substring(0, end).split(",")));
    anomalies.remove("");
    return new Said(anomalies, text.substring(end + 1));
  }
}
