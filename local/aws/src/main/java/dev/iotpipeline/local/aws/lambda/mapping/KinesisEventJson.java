package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.aws.http.Json;
import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.mapping.TumblingWindow.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * The event that Lambda makes of a shard's records. Each record is written once, when it is read
 * from the shard; a batch is put together from those, however often it is split and tried.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">The
 *     event with a tumbling window</a>
 */
final class KinesisEventJson {

  /** {@code arn:aws:iam::ACCOUNT:role/…}: the role a function would read the stream with. */
  private static final String ROLE_ARN =
      "arn:aws:iam::" + LocalStream.ACCOUNT + ":role/local-function";

  private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  /** More than a tumbling window adds to an event besides its state. */
  private static final int WINDOW_BYTES = 1024;

  private final String streamArn;
  private final String shardId;
  private final boolean hasWindows;

  KinesisEventJson(LocalStream stream, LocalShard shard, MappingSettings settings) {
    this.streamArn = stream.arn();
    this.shardId = shard.id();
    this.hasWindows = settings.hasWindows();
  }

  /** A record and its JSON in UTF-8. */
  record Entry(StreamRecord record, byte[] json) {

    /** What it adds to an event, with the comma before the next. */
    int size() {
      return json.length + 1;
    }
  }

  /** The most bytes that an event has besides its entries. */
  int envelopeBytes() {
    int window = hasWindows ? WINDOW_BYTES + TumblingWindow.MOST_STATE_BYTES : 0;
    return HEAD.length + TAIL.length + window;
  }

  Entry entry(StreamRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(640 + record.data().length * 4 / 3);
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      writeKinesis(json, record);
      json.writeStringField("eventSource", "aws:kinesis");
      json.writeStringField("eventVersion", "1.0");
      json.writeStringField("eventID", shardId + ":" + record.sequenceNumber());
      json.writeStringField("eventName", "aws:kinesis:record");
      json.writeStringField("invokeIdentityArn", ROLE_ARN);
      json.writeStringField("awsRegion", LocalStream.REGION);
      json.writeStringField("eventSourceARN", streamArn);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return new Entry(record, bytes.toByteArray());
  }

  private static void writeKinesis(JsonGenerator json, StreamRecord record) throws IOException {
    json.writeObjectFieldStart("kinesis");
    json.writeStringField("kinesisSchemaVersion", "1.0");
    json.writeStringField("partitionKey", record.partitionKey());
    json.writeStringField("sequenceNumber", record.sequenceNumber());
    json.writeBinaryField("data", record.data());
    json.writeNumberField(
        "approximateArrivalTimestamp",
        BigDecimal.valueOf(record.approximateArrival().toEpochMilli(), 3));
    json.writeEndObject();
  }

  byte[] event(Batch batch, TumblingWindow window) {
    int records = batch.entries().stream().mapToInt(Entry::size).sum();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(envelopeBytes() + records);
    bytes.writeBytes(HEAD);
    for (int i = 0; i < batch.size(); i++) {
      if (i > 0) {
        bytes.write(',');
      }
      bytes.writeBytes(batch.entries().get(i).json());
    }
    if (hasWindows) {
      writeWindow(bytes, batch.stage(), window);
    } else {
      bytes.writeBytes(TAIL);
    }
    return bytes.toByteArray();
  }

  /** In place of the tail. Nothing here needs escaping: shard and stream have names of ASCII. */
  private void writeWindow(ByteArrayOutputStream bytes, Stage stage, TumblingWindow window) {
    String times =
        "],\"window\":{\"start\":\"" + window.start() + "\",\"end\":\"" + window.end() + "\"}";
    String source = ",\"shardId\":\"" + shardId + "\",\"eventSourceARN\":\"" + streamArn + "\"";
    String flags =
        ",\"isFinalInvokeForWindow\":"
            + (stage == Stage.FINAL)
            + ",\"isWindowTerminatedEarly\":"
            + (stage == Stage.TERMINATED_EARLY)
            + "}";
    bytes.writeBytes((times + ",\"state\":").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(window.state());
    bytes.writeBytes((source + flags).getBytes(StandardCharsets.US_ASCII));
  }
}
