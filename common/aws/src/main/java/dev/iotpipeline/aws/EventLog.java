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
 * <pre>{@code
 * log.warn("record_rejected").with("shard_id", shardId).with("reason", reason).write();
 * }</pre>
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

  /** Something worth knowing. */
  public Line info(String event) {
    return new Line("INFO", event);
  }

  /** Something went wrong that the pipeline deals with by itself. */
  public Line warn(String event) {
    return new Line("WARN", event);
  }

  /** Something went wrong that a person has to look at. */
  public Line error(String event) {
    return new Line("ERROR", event);
  }

  /** A line that is being put together; {@link #write()} writes it. Used by one thread. */
  public final class Line {

    private final StringWriter text = new StringWriter(256);
    private final JsonGenerator json;

    private Line(String level, String event) {
      json = inMemory(() -> JSON.createGenerator(text));
      inMemory(
          () -> {
            json.writeStartObject();
            json.writeStringField("timestamp", clock.instant().toString());
            json.writeStringField("level", level);
            json.writeStringField("event", event);
            return json;
          });
    }

    /** Adds a text. */
    public Line with(String name, String value) {
      return add(() -> json.writeStringField(name, value));
    }

    /** Adds a whole number. */
    public Line with(String name, long value) {
      return add(() -> json.writeNumberField(name, value));
    }

    /** Adds a truth value. */
    public Line with(String name, boolean value) {
      return add(() -> json.writeBooleanField(name, value));
    }

    /** Adds an error, by its class and message. */
    public Line with(String name, Throwable error) {
      return with(name, error.toString());
    }

    /** Writes the line; to be called once, at the end. */
    public void write() {
      add(json::close);
      lines.accept(text.toString());
    }

    private Line add(Writing writing) {
      inMemory(
          () -> {
            writing.write();
            return json;
          });
      return this;
    }
  }

  private interface Writing {
    void write() throws IOException;
  }

  private interface Making<T> {
    T make() throws IOException;
  }

  private static <T> T inMemory(Making<T> making) {
    try {
      return making.make();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }
}
