package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in memory. */
final class PageJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Writes one value. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private PageJson() {}

  /** The value in UTF-8, in one line. */
  static byte[] bytes(Content value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** An object that says what is wrong. */
  static byte[] error(String message) {
    return bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", message);
          json.writeEndObject();
        });
  }
}
