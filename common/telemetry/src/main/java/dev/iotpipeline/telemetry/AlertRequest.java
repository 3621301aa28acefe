package dev.iotpipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer sends the alert function: the reading's own JSON, and beside its fields an
 * object {@code context} with what the reading does not know. A bare reading is a request too.
 *
 * @param reading what the alert is about
 * @param context where it came from and what it was judged by; null if the sender did not say
 */
public record AlertRequest(Reading reading, @Nullable Context context) {

  public AlertRequest {
    Objects.requireNonNull(reading, "reading");
  }

  /**
   * The record that carried the reading, and what the consumer made of it.
   *
   * @param shardId the shard it was in
   * @param sequenceNumber its place in the shard
   * @param ingested when Kinesis took it
   * @param grounds what it was judged by; null leaves it to the alert function's own settings
   * @param notices what people are told; null if the reading itself is what they are told
   */
  public record Context(
      String shardId,
      String sequenceNumber,
      Instant ingested,
      @Nullable Grounds grounds,
      @Nullable Notices notices) {

    public Context {
      Objects.requireNonNull(shardId, "shardId");
      Objects.requireNonNull(sequenceNumber, "sequenceNumber");
      Objects.requireNonNull(ingested, "ingested");
    }

    /** A context that says where a reading came from, and no more. */
    public Context(String shardId, String sequenceNumber, Instant ingested) {
      this(shardId, sequenceNumber, ingested, null, null);
    }
  }

  /**
   * What people are told of a device, together with others.
   *
   * @param digest the name of the message that it goes into
   * @param closesAt when that message is complete
   * @param notices what is told; none if the reading's anomalies are only counted
   */
  public record Notices(String digest, Instant closesAt, List<Notice> notices) {

    public Notices {
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(closesAt, "closesAt");
      notices = List.copyOf(notices);
    }
  }

  /** The request as UTF-8 JSON. */
  public byte[] toJson() {
    return json(this::write);
  }

  /** Several requests as one JSON array, UTF-8. */
  public static byte[] toJson(List<AlertRequest> requests) {
    return json(
        json -> {
          json.writeStartArray();
          for (AlertRequest request : requests) {
            request.write(json);
          }
          json.writeEndArray();
        });
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = ReadingJson.JSON.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    ReadingJson.writeFields(reading, json);
    if (context != null) {
      AlertContextJson.write(context, json);
    }
    json.writeEndObject();
  }

  /**
   * The request in a payload. A context that is incomplete counts as none: the alert matters more.
   *
   * @throws RejectedReadingException if the payload holds no valid reading
   */
  public static AlertRequest parse(byte[] payload) {
    return new AlertRequest(ReadingMapper.read(payload), AlertContextJson.read(payload));
  }

  /**
   * The requests in a payload: one object, or an array of them.
   *
   * @param rejected is told of each one that holds no valid reading, and is left out
   */
  public static List<AlertRequest> parseAll(
      byte[] payload, Consumer<RejectedReadingException> rejected) {
    List<byte[]> elements = AlertContextJson.elements(payload);
    List<AlertRequest> requests = new ArrayList<>();
    for (byte[] element : elements.isEmpty() ? List.of(payload) : elements) {
      try {
        requests.add(parse(element));
      } catch (RejectedReadingException e) {
        rejected.accept(e);
      }
    }
    return requests;
  }
}
