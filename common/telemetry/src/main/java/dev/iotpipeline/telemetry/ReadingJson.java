package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Readings as JSON, the way devices send them:
 *
 * <pre>{@code
 * {"device_id": "sensor-007", "timestamp": "2026-11-23T10:15:30.123456+00:00",
 *  "temperature": 23.5, "humidity": 48.2, "pressure": 1003.25, "firmware_version": "1.2.0"}
 * }</pre>
 *
 * <p>Numbers go from text to {@link java.math.BigDecimal} and back, never by way of {@code double}.
 */
public final class ReadingJson {

  /** Field names are foreign text: they are neither interned nor remembered between payloads. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /**
   * As Python's {@code isoformat()} writes it: an offset, and microseconds unless there is more.
   */
  private static final DateTimeFormatter WIRE_TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 9, true)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private ReadingJson() {}

  /**
   * The reading that a payload holds.
   *
   * <p>Unknown fields are tolerated; fields given twice, bytes behind the object and numbers in
   * quotes are not. Costs time and memory in proportion to the payload, whatever it holds.
   *
   * @param payload UTF-8 JSON
   * @throws RejectedReadingException if the payload is no valid reading
   */
  public static Reading parse(byte[] payload) {
    return ReadingMapper.read(payload);
  }

  /** The reading as a device would send it, UTF-8. */
  public static byte[] write(Reading reading) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writeFields(reading, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  static void writeFields(Reading reading, JsonGenerator json) throws IOException {
    json.writeStringField("device_id", reading.deviceId());
    json.writeStringField("timestamp", WIRE_TIMESTAMP.format(reading.timestamp()));
    for (Measurement measurement : Measurement.values()) {
      json.writeNumberField(measurement.field(), reading.value(measurement));
    }
    if (reading.firmwareVersion() != null) {
      json.writeStringField("firmware_version", reading.firmwareVersion());
    }
  }
}
