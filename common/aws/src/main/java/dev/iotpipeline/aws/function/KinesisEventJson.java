package dev.iotpipeline.aws.function;

import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/** Kinesis events as Lambda gives them to a function, for rehearsals. */
public final class KinesisEventJson {

  private KinesisEventJson() {}

  /**
   * An event.
   *
   * @param payloads what the records hold
   * @param fields the event's other fields, each with a comma before it
   */
  public static String of(List<byte[]> payloads, String fields) {
    StringJoiner records = new StringJoiner(",", "{\"Records\":[", "]" + fields + "}");
    for (byte[] payload : payloads) {
      records.add(record(String.valueOf(1_000_000 + records.length()), payload));
    }
    return records.toString();
  }

  private static String record(String sequenceNumber, byte[] payload) {
    return """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"rehearsal","sequenceNumber":"%s",\
        "data":"%s","approximateArrivalTimestamp":1.5E9},"eventSource":"aws:kinesis",\
        "eventVersion":"1.0","eventID":"shardId-000000000000:%s","eventName":"aws:kinesis:record",\
        "invokeIdentityArn":"arn:aws:iam::000000000000:role/rehearsal","awsRegion":"us-east-1",\
        "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/rehearsal"}"""
        .formatted(sequenceNumber, Base64.getEncoder().encodeToString(payload), sequenceNumber);
  }
}
