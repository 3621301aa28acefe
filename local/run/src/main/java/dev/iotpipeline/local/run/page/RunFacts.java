package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stays as it is during a run.
 *
 * @param plan of the simulated fleet; null if there is none
 * @param settings of the pipeline
 * @param faults the name of what goes wrong on purpose; null if nothing does
 */
public record RunFacts(
    @Nullable FleetPlan plan, PipelineSettings settings, @Nullable String faults) {

  /** The devices that the run begins with. */
  List<String> deviceIds() {
    return plan == null ? List.of() : plan.deviceIds();
  }

  /**
   * Writes them as an object.
   *
   * @param devices the ids of all devices so far
   */
  void write(JsonGenerator json, List<String> devices) throws IOException {
    json.writeStartObject();
    if (plan == null) {
      json.writeNullField("scenario");
      json.writeNullField("seed");
    } else {
      json.writeStringField("scenario", plan.scenario().code());
      json.writeNumberField("seed", plan.seed());
    }
    json.writeNumberField("window_seconds", settings.fleetWindowInSeconds());
    json.writeNumberField("silence_seconds", settings.silence().toSeconds());
    json.writeNumberField("cooldown_seconds", settings.lifeCycle().coolDown().toSeconds());
    json.writeNumberField("digest_seconds", settings.digestInSeconds());
    json.writeStringField("faults", faults);
    json.writeFieldName("thresholds");
    write(json, settings.thresholds());
    writeMeasurements(json);
    json.writeArrayFieldStart("devices");
    for (String device : devices) {
      json.writeString(device);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes thresholds as an object, for the fleet and for a device alike. */
  static void write(JsonGenerator json, Thresholds thresholds) throws IOException {
    json.writeStartObject();
    json.writeNumberField("temperature_above", thresholds.temperatureHigh());
    json.writeNumberField("humidity_above", thresholds.humidityHigh());
    json.writeNumberField("humidity_below", thresholds.humidityLow());
    json.writeNumberField("temperature_rising", thresholds.temperatureRise());
    json.writeNumberField("rise_window_seconds", thresholds.riseWindow().toSeconds());
    json.writeEndObject();
  }

  private static void writeMeasurements(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("measurements");
    for (Measurement measurement : Measurement.values()) {
      String field = measurement.field();
      json.writeStartObject();
      json.writeStringField("field", field);
      json.writeStringField(
          "label", field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1));
      json.writeStringField("unit", measurement.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
