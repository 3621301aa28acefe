package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Puts readings into the stream, one call at a time, and tells the listeners what came of it. */
final class Publisher {

  enum Outcome {
    PUBLISHED,
    THROTTLED,
    ERROR
  }

  /**
   * What came of one call.
   *
   * @param published null unless the stream took the reading
   * @param why null unless it did not
   */
  record Attempt(Outcome outcome, PublishedReading published, String why) {}

  private final String streamName;
  private final KinesisClient client;
  private final Listeners listeners;

  Publisher(String streamName, KinesisClient client, Listeners listeners) {
    this.streamName = streamName;
    this.client = client;
    this.listeners = listeners;
  }

  void announce(Reading reading) {
    listeners.publishing(reading);
  }

  /**
   * Calls once.
   *
   * @throws SimulationFailedException if trying again would not help
   */
  Attempt attempt(Reading reading) {
    PutRecordRequest request = request(reading);
    long before = System.nanoTime();
    try {
      PutRecordResponse response = client.putRecord(request);
      Duration callTime = Duration.ofNanos(System.nanoTime() - before);
      return new Attempt(
          Outcome.PUBLISHED,
          new PublishedReading(reading, callTime, response.shardId(), response.sequenceNumber()),
          null);
    } catch (SdkException e) {
      return refused(reading, e);
    }
  }

  private PutRecordRequest request(Reading reading) {
    return PutRecordRequest.builder()
        .streamName(streamName)
        .partitionKey(reading.deviceId())
        .data(SdkBytes.fromByteArrayUnsafe(ReadingJson.write(reading)))
        .build();
  }

  private Attempt refused(Reading reading, SdkException error) {
    if (CallErrors.isThrottling(error)) {
      listeners.throttled(reading);
      return new Attempt(Outcome.THROTTLED, null, CallErrors.oneLine(error));
    }
    // A call that the end of the run has interrupted says nothing about the stream.
    if (CallErrors.isTransient(error) || Thread.currentThread().isInterrupted()) {
      return new Attempt(Outcome.ERROR, null, CallErrors.oneLine(error));
    }
    throw new SimulationFailedException(CallErrors.explain(error, streamName), error);
  }

  void succeeded(PublishedReading published) {
    listeners.published(published);
  }

  void failed(Reading reading, String why) {
    listeners.failed(reading, why);
  }
}
