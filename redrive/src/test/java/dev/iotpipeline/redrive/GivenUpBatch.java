package dev.iotpipeline.redrive;

import dev.iotpipeline.local.aws.kinesis.LocalStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A batch that the consumer gave up, and Lambda's message about it. */
final class GivenUpBatch {

  private GivenUpBatch() {}

  /**
   * Puts six records into the stream, of which the batch has the middle four.
   *
   * @return the sequence numbers of all six
   */
  static List<String> add(Shell shell) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      places.add(shell.produce("key-" + i, Shell.reading("door-1", i)));
    }
    addNotice(shell, 4, places.get(1), places.get(4));
    return places;
  }

  /** Puts records of one key into the stream; returns their sequence numbers. */
  static List<String> produce(Shell shell, String key, int first, int count) {
    List<String> places = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      places.add(shell.produce(key, name(key, i)));
    }
    return places;
  }

  /**
   * The data of a record that {@link #produce} has put: no reading, which redrive does not mind.
   */
  static String name(String key, int number) {
    return key + " " + number;
  }

  static List<String> names(String key, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> name(key, i)).toList();
  }

  /** The notice of a batch of all these records. */
  static void addNotice(Shell shell, List<String> places) {
    addNotice(shell, places.size(), places.get(0), places.get(places.size() - 1));
  }

  /** A key whose records go into this one of two shards. */
  static String keyOf(int shard) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "key-" + i)
        .filter(key -> LocalStream.hash(key).testBit(127) == (shard == 1))
        .findFirst()
        .orElseThrow();
  }

  static void addNotice(Shell shell, int size, String from, String to) {
    addNotice(shell, shell.shardOf(from), size, from, to);
  }

  static void addNotice(Shell shell, String shardId, int size, String from, String to) {
    shell.batches.send(
        """
        {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted",
         "approximateInvokeCount":6},"responseContext":{"statusCode":200,"functionError":null},
         "version":"1.0","timestamp":"2026-11-23T10:15:30.000Z","KinesisBatchInfo":{
         "shardId":"%s","startSequenceNumber":"%s","endSequenceNumber":"%s",
         "batchSize":%d,
         "streamArn":"arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"}}
        """
            .formatted(shardId, from, to, size),
        Map.of());
  }

  /** The readings of some of the six records; both ends are included. */
  static List<String> readings(int from, int to) {
    List<String> readings = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      readings.add(Shell.reading("door-1", i));
    }
    return readings;
  }
}
