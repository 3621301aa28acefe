package dev.iotpipeline.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON texts in memory, in ASCII: no character in them is invisible or reverses the text. */
final class Json {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Writes the inside of an object or an array. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  static String object(Content fields) {
    return text(
        json -> {
          json.writeStartObject();
          fields.write(json);
          json.writeEndObject();
        });
  }

  static String array(Content values) {
    return text(
        json -> {
          json.writeStartArray();
          values.write(json);
          json.writeEndArray();
        });
  }

  private static String text(Content content) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }
}
