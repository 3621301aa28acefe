package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What the whole fleet measured in one window of time.
 *
 * @param start of the window
 * @param end of the window, which is not part of it
 * @param readings how many
 * @param devices from how many devices
 * @param anomalous how many of the readings
 * @param rejected how many records of the window
 * @param measured by the field of the measurement, in its unit
 */
public record FleetWindow(
    Instant start,
    Instant end,
    long readings,
    long devices,
    long anomalous,
    long rejected,
    Map<String, Spread> measured) {

  /** How the values of one measurement are spread. */
  public record Spread(
      BigDecimal p50,
      BigDecimal p95,
      BigDecimal p99,
      BigDecimal min,
      BigDecimal max,
      BigDecimal mean) {

    private void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeNumberField("p50", p50);
      json.writeNumberField("p95", p95);
      json.writeNumberField("p99", p99);
      json.writeNumberField("min", min);
      json.writeNumberField("max", max);
      json.writeNumberField("mean", mean);
      json.writeEndObject();
    }
  }

  public FleetWindow {
    measured = Map.copyOf(measured);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("start", start.toString());
    json.writeStringField("end", end.toString());
    json.writeNumberField("readings", readings);
    json.writeNumberField("devices", devices);
    json.writeNumberField("anomalous", anomalous);
    json.writeNumberField("rejected", rejected);
    for (Map.Entry<String, Spread> field : measured.entrySet()) {
      json.writeFieldName(field.getKey());
      field.getValue().write(json);
    }
    json.writeEndObject();
  }
}
