package dev.iotpipeline.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.telemetry.ReadingKey;
import java.io.IOException;

/**
 * A reading's key as DynamoDB's tools take it: {@code
 * {"device_id":{"S":"sensor-007"},"timestamp":{"S":"2026-11-23T10:15:30.123456000Z"}}}.
 *
 * <p>People paste it into a shell, between single quotes. So it is ASCII without a single quote:
 * nothing in a device's id can end the argument.
 */
final class LookupKey {

  private LookupKey() {}

  static String of(ReadingKey key) {
    return Json.object(fields -> write(key, fields)).replace("'", "\\u0027");
  }

  private static void write(ReadingKey key, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("device_id");
    json.writeStringField("S", key.deviceId());
    json.writeEndObject();
    json.writeObjectFieldStart("timestamp");
    json.writeStringField("S", key.timestamp());
    json.writeEndObject();
  }
}
