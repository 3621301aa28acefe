package dev.iotpipeline.benchmarks.function;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/**
 * Batches of one shard as Lambda sends them. No two have a record in common: a function must not
 * find work of an earlier batch done. Not thread-safe.
 */
public final class KinesisBatches {

  private static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  /**
   * What a batch consists of.
   *
   * @param records how many
   * @param devices how many send in turns; each changes so slowly that nothing rises
   * @param payloadBytes the least size of a record; a field that nobody knows fills it up
   * @param isAnomalous whether every reading is beyond a threshold, or none is
   */
  public record Shape(int records, int devices, int payloadBytes, boolean isAnomalous) {

    /** A hundred normal readings of a hundred devices, as the simulator sends them. */
    public static final Shape NORMAL = new Shape(100, 100, 0, false);

    /** A hundred readings, every one too hot. */
    public static final Shape ANOMALOUS = new Shape(100, 100, 0, true);
  }

  private final Shape shape;
  private long next;

  public KinesisBatches(Shape shape) {
    this.shape = shape;
  }

  /** The next event. */
  public byte[] next() {
    StringBuilder event = new StringBuilder(shape.records() * (700 + shape.payloadBytes()));
    event.append("{\"Records\":[");
    for (int i = 0; i < shape.records(); i++) {
      event.append(i == 0 ? "" : ",").append(record(next++));
    }
    return event.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String record(long number) {
    long device = number % shape.devices();
    Instant time = START.plusMillis(number);
    String payload = payload(device, time, number);
    String sequenceNumber = "4967" + "0".repeat(37) + String.format("%015d", number);
    return """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"sensor-%06d","sequenceNumber":"%s",\
        "data":"%s","approximateArrivalTimestamp":%d.%03d},"eventSource":"aws:kinesis",\
        "eventVersion":"1.0","eventID":"shardId-000000000000:%s","eventName":"aws:kinesis:record",\
        "invokeIdentityArn":"arn:aws:iam::000000000000:role/iot-consumer","awsRegion":"us-east-1",\
        "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/iot-telemetry-stream"}"""
        .formatted(
            device,
            sequenceNumber,
            Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.US_ASCII)),
            time.getEpochSecond(),
            time.toEpochMilli() % 1000,
            sequenceNumber);
  }

  private String payload(long device, Instant time, long number) {
    double temperature = (shape.isAnomalous() ? 46 : 20) + device % 10 + number % 7 * 0.01;
    String reading =
        String.format(
            Locale.ROOT,
            "{\"device_id\": \"sensor-%06d\", \"timestamp\": \"%s.%06d+00:00\", "
                + "\"temperature\": %.2f, \"humidity\": %.2f, \"pressure\": %.2f, "
                + "\"firmware_version\": \"1.2.0\"",
            device,
            time.toString().substring(0, 19),
            time.getNano() / 1000,
            temperature,
            40 + device % 30 + 0.25,
            990 + device % 20 + 0.75);
    int missing = shape.payloadBytes() - reading.length() - ", \"trace\": \"\"}".length();
    return missing <= 0 ? reading + "}" : reading + ", \"trace\": \"" + "x".repeat(missing) + "\"}";
  }
}
