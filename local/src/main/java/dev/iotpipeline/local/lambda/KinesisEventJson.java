package dev.iotpipeline.local.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.kinesis.LocalStream;
import dev.iotpipeline.local.kinesis.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** A batch of records as the JSON that Lambda sends to a function. */
final class KinesisEventJson {

  /** All of a record but its data and its key, rounded up. */
  private static final int FRAME_BYTES = 640;

  private static final JsonFactory JSON = new JsonFactory();

  private final String streamArn;
  private final String shardId;

  KinesisEventJson(String streamArn, String shardId) {
    this.streamArn = streamArn;
    this.shardId = shardId;
  }

  /** How much a record adds to the payload, not less than it is: six bytes a character escaped. */
  static int sizeOf(StreamRecord record) {
    return FRAME_BYTES + 6 * record.partitionKey().length() + (record.data().length + 2) / 3 * 4;
  }

  byte[] write(List<StreamRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 * records.size());
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (StreamRecord record : records) {
        writeRecord(record, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private void writeRecord(StreamRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("kinesis");
    json.writeStringField("kinesisSchemaVersion", "1.0");
    json.writeStringField("partitionKey", record.partitionKey());
    json.writeStringField("sequenceNumber", record.sequenceNumber());
    json.writeBinaryField("data", record.data());
    json.writeNumberField(
        "approximateArrivalTimestamp",
        BigDecimal.valueOf(record.approximateArrival().toEpochMilli(), 3));
    json.writeEndObject();
    json.writeStringField("eventSource", "aws:kinesis");
    json.writeStringField("eventVersion", "1.0");
    json.writeStringField("eventID", shardId + ":" + record.sequenceNumber());
    json.writeStringField("eventName", "aws:kinesis:record");
    json.writeStringField(
        "invokeIdentityArn", "arn:aws:iam::" + LocalStream.ACCOUNT + ":role/iot-consumer");
    json.writeStringField("awsRegion", LocalStream.REGION);
    json.writeStringField("eventSourceARN", streamArn);
    json.writeEndObject();
  }
}
