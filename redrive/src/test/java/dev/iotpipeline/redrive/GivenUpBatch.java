package dev.iotpipeline.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    addNotice(shell, places.get(1), places.get(4));
    return places;
  }

  static void addNotice(Shell shell, String from, String to) {
    shell.batches.send(
        """
        {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted",
         "approximateInvokeCount":6},"responseContext":{"statusCode":200,"functionError":null},
         "version":"1.0","timestamp":"2026-11-23T10:15:30.000Z","KinesisBatchInfo":{
         "shardId":"shardId-000000000000","startSequenceNumber":"%s","endSequenceNumber":"%s",
         "batchSize":4,
         "streamArn":"arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"}}
        """
            .formatted(from, to),
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
