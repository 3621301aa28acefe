package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Events as Lambda sends them. Record n has {@link #sequenceNumber} n. */
final class Events {

  static final String SHARD = "shardId-000000000006";
  static final Instant ARRIVAL = Instant.parse("2026-11-23T10:15:31.250Z");

  /** The timestamp of every reading that {@link #reading} makes, as the table has it. */
  static final String TIMESTAMP = "2026-11-23T10:15:30.000000000Z";

  private Events() {}

  static KinesisEvent event(String... payloads) {
    return event(List.of(payloads));
  }

  static KinesisEvent event(List<String> payloads) {
    List<KinesisEventRecord> records = new ArrayList<>();
    for (String payload : payloads) {
      records.add(record(records.size(), payload.getBytes(StandardCharsets.UTF_8)));
    }
    KinesisEvent event = new KinesisEvent();
    event.setRecords(records);
    return event;
  }

  static KinesisEventRecord record(int index, byte[] payload) {
    KinesisEvent.Record kinesis = new KinesisEvent.Record();
    kinesis.setSequenceNumber(sequenceNumber(index));
    kinesis.setPartitionKey("key-" + index);
    kinesis.setData(payload == null ? null : ByteBuffer.wrap(payload));
    kinesis.setApproximateArrivalTimestamp(Date.from(ARRIVAL));
    KinesisEventRecord record = new KinesisEventRecord();
    record.setEventID(SHARD + ":" + sequenceNumber(index));
    record.setKinesis(kinesis);
    return record;
  }

  /** 56 digits, as Kinesis has. */
  static String sequenceNumber(int index) {
    return "49590338271490256608559692538361571095921575989136588" + String.format("%05d", index);
  }

  static String reading(String deviceId) {
    return reading(deviceId, "23.5", "48.2");
  }

  static String anomaly(String deviceId) {
    return reading(deviceId, "46", "48.2");
  }

  static String reading(String deviceId, String temperature, String humidity) {
    return """
        {"device_id": "%s", "timestamp": "2026-11-23T10:15:30+00:00", "temperature": %s, \
        "humidity": %s, "pressure": 1003.25, "firmware_version": "1.2.0"}"""
        .formatted(deviceId, temperature, humidity);
  }
}
