package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.shadow.Judge;
import dev.iotpipeline.telemetry.shadow.Judgement;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import dev.iotpipeline.telemetry.shadow.Place;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stored readings as JSON, each with what is wrong with it. The table does not say that; they are
 * judged again, in the order in which the stream took them.
 */
final class JudgedReadings {

  private static final Place ANYWHERE = new Place("", "");

  private final boolean shadows;
  private final Thresholds thresholds;

  /**
   * @param shadows whether what came before a reading counts
   * @param thresholds of the device
   */
  JudgedReadings(boolean shadows, Thresholds thresholds) {
    this.shadows = shadows;
    this.thresholds = thresholds;
  }

  private record Stored(Reading reading, Instant arrival) {}

  /**
   * Writes the last of the readings of one device as an array.
   *
   * @param items in the order of their timestamps
   */
  void write(JsonGenerator json, List<Map<String, AttributeValue>> items, int most)
      throws IOException {
    List<Stored> stored = items.stream().map(JudgedReadings::stored).toList();
    Map<Instant, List<Anomaly>> anomalies = judge(stored);
    json.writeStartArray();
    for (Stored one : stored.subList(Math.max(0, stored.size() - most), stored.size())) {
      Reading reading = one.reading();
      json.writeStartObject();
      json.writeStringField("t", reading.timestamp().toString());
      for (Measurement measurement : Measurement.values()) {
        json.writeNumberField(measurement.field(), reading.value(measurement));
      }
      json.writeArrayFieldStart("anomalies");
      for (Anomaly anomaly : anomalies.getOrDefault(reading.timestamp(), List.of())) {
        json.writeString(anomaly.kind().code());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Map<Instant, List<Anomaly>> judge(List<Stored> stored) {
    List<Stored> asTaken = new ArrayList<>(stored);
    asTaken.sort(
        Comparator.comparing(Stored::arrival).thenComparing(one -> one.reading().timestamp()));
    AnomalyDetector detector = new AnomalyDetector(thresholds);
    Judge judge = new Judge(device -> thresholds, LifeCycle.OFF);
    Map<Instant, List<Anomaly>> anomalies = new HashMap<>();
    @Nullable Shadow shadow = null;
    for (Stored one : asTaken) {
      Judgement judgement = judge.judge(shadow, one.reading(), ANYWHERE, one.arrival());
      shadow = judgement.shadow();
      anomalies.put(
          one.reading().timestamp(),
          shadows ? judgement.anomalies() : detector.detect(one.reading()));
    }
    return anomalies;
  }

  private static Stored stored(Map<String, AttributeValue> item) {
    Instant timestamp = Instant.parse(text(item, "timestamp"));
    return new Stored(
        new Reading(
            text(item, "device_id"),
            timestamp,
            number(item, Measurement.TEMPERATURE),
            number(item, Measurement.HUMIDITY),
            number(item, Measurement.PRESSURE),
            null),
        item.containsKey("ingestion_timestamp")
            ? Instant.parse(text(item, "ingestion_timestamp"))
            : timestamp);
  }

  private static BigDecimal number(Map<String, AttributeValue> item, Measurement measurement) {
    return new BigDecimal(Objects.requireNonNull(item.get(measurement.field())).n());
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(item.get(name)).s());
  }
}
