package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.alert.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A record in quarantine as JSON. */
final class RejectedJson {

  private static final int SHOWN_BYTES = 512;

  private RejectedJson() {}

  static String sequenceNumber(Map<String, AttributeValue> item) {
    return text(item, "sequence_number");
  }

  /** Writes the item as an object, with the beginning of its payload as text and as bytes. */
  static void write(JsonGenerator json, Map<String, AttributeValue> item) throws IOException {
    byte[] payload =
        item.containsKey("payload") ? item.get("payload").b().asByteArrayUnsafe() : new byte[0];
    byte[] shown = Arrays.copyOf(payload, Math.min(SHOWN_BYTES, payload.length));
    json.writeStartObject();
    json.writeStringField("at", text(item, "arrival_timestamp"));
    json.writeStringField("reason", text(item, "reason"));
    json.writeStringField("field", text(item, "field"));
    json.writeStringField("detail", text(item, "detail"));
    json.writeStringField("sequence_number", sequenceNumber(item));
    json.writeStringField(
        "payload_text", VisibleText.of(new String(shown, StandardCharsets.UTF_8)));
    json.writeStringField("payload_hex", HexFormat.of().formatHex(shown));
    json.writeNumberField(
        "size",
        item.containsKey("payload_bytes")
            ? Integer.parseInt(item.get("payload_bytes").n())
            : payload.length);
    json.writeEndObject();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
