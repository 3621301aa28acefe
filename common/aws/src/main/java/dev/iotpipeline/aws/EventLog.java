package dev.iotpipeline.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A structured log: one JSON object a line, {@code {"timestamp":…,"level":…,"event":…,…}}.
 *
 * <p>Callers name an event in snake case and add what identifies it (sequence number, device,
 * reason); never a payload, never a credential. {@code timestamp}, {@code level} and {@code event}
 * are the line's own: a field of that name would hide them from most readers of JSON. On AWS the
 * lines go to standard output, which the function's JSON log format takes as they are.
 */
public final class EventLog {

  private static final JsonFactory JSON = new JsonFactory();

  private final Consumer<String> lines;
  private final Clock clock;

  /**
   * @param lines takes each line, without a line break; called from any thread
   * @param clock tells each line's time
   */
  public EventLog(Consumer<String> lines, Clock clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /** A log to standard output by the system's clock. */
  public static EventLog toStandardOutput() {
    return new EventLog(System.out::println, Clock.systemUTC());
  }

  /** Something worth knowing; {@code fields} are names and values in turn. */
  public void info(String event, Object... fields) {
    write("INFO", event, fields);
  }

  /** Something went wrong that the pipeline has an answer to. */
  public void warn(String event, Object... fields) {
    write("WARN", event, fields);
  }

  /** Something went wrong that a person has to look at. */
  public void error(String event, Object... fields) {
    write("ERROR", event, fields);
  }

  private void write(String level, String event, Object... fields) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("timestamp", clock.instant().toString());
      json.writeStringField("level", level);
      json.writeStringField("event", event);
      for (int i = 0; i < fields.length; i += 2) {
        writeField(json, (String) fields[i], fields[i + 1]);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    lines.accept(line.toString());
  }

  private static void writeField(JsonGenerator json, String name, Object value) throws IOException {
    json.writeFieldName(name);
    if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
