package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.aws.http.Json;
import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The event that Lambda makes of a shard's records. Each record is written once, when it is read
 * from the shard; a batch is put together from those, however often it is split and tried.
 */
final class KinesisEventJson {

  /** {@code arn:aws:iam::ACCOUNT:role/…}: the role a function would read the stream with. */
  private static final String ROLE_ARN =
      "arn:aws:iam::" + LocalStream.ACCOUNT + ":role/local-function";

  private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  private final String streamArn;
  private final String eventIdPrefix;

  KinesisEventJson(LocalStream stream, LocalShard shard) {
    this.streamArn = stream.arn();
    this.eventIdPrefix = shard.id() + ":";
  }

  /** A record and its JSON in UTF-8. */
  record Entry(StreamRecord record, byte[] json) {

    /** What it adds to an event, with the comma before the next. */
    int size() {
      return json.length + 1;
    }
  }

  /** The bytes of an event besides its entries. */
  static final int ENVELOPE_BYTES = HEAD.length + TAIL.length;

  Entry entry(StreamRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(640 + record.data().length * 4 / 3);
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      writeKinesis(json, record);
      json.writeStringField("eventSource", "aws:kinesis");
      json.writeStringField("eventVersion", "1.0");
      json.writeStringField("eventID", eventIdPrefix + record.sequenceNumber());
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

  static byte[] event(List<Entry> entries) {
    int size = ENVELOPE_BYTES + entries.stream().mapToInt(Entry::size).sum();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    bytes.writeBytes(HEAD);
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        bytes.write(',');
      }
      bytes.writeBytes(entries.get(i).json());
    }
    bytes.writeBytes(TAIL);
    return bytes.toByteArray();
  }
}
