package dev.iotpipeline.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.io.IOException;

/**
 * The text for subscribers that are programs (queues, functions, web hooks): JSON, numbers exact.
 */
final class MachineText {

  private MachineText() {}

  static String of(Alert alert) {
    return Json.object(
        json -> {
          writeReading(alert.reading(), json);
          json.writeArrayFieldStart("anomalies");
          for (Anomaly anomaly : alert.anomalies()) {
            anomaly.write(json);
          }
          json.writeEndArray();
        });
  }

  private static void writeReading(Reading reading, JsonGenerator json) throws IOException {
    json.writeStringField("device_id", reading.deviceId());
    json.writeStringField("timestamp", Timestamps.format(reading.timestamp()));
    for (Measurement measurement : Measurement.values()) {
      json.writeNumberField(measurement.field(), reading.value(measurement));
    }
    if (reading.firmwareVersion() != null) {
      json.writeStringField("firmware_version", reading.firmwareVersion());
    }
  }
}
