package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a table as JSON, without the types that DynamoDB writes around values. */
final class ItemJson {

  private ItemJson() {}

  /** Writes a value; maps in the order of their names. */
  static void write(JsonGenerator json, AttributeValue value) throws IOException {
    switch (value.type()) {
      case S -> json.writeString(value.s());
      case N -> json.writeNumber(value.n());
      case BOOL -> json.writeBoolean(value.bool());
      case L -> {
        json.writeStartArray();
        for (AttributeValue one : value.l()) {
          write(json, one);
        }
        json.writeEndArray();
      }
      case M -> {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> field : new TreeMap<>(value.m()).entrySet()) {
          json.writeFieldName(field.getKey());
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
      default -> json.writeNull();
    }
  }
}
