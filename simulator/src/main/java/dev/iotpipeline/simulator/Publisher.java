package dev.iotpipeline.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Puts messages into the stream, one call at a time, and tells the listeners what came of it. */
final class Publisher {

  enum Outcome {
    PUBLISHED,
    THROTTLED,
    ERROR
  }

  /**
   * What came of one call.
   *
   * @param published null unless the stream took the message
   * @param why null unless it did not
   */
  record Attempt(Outcome outcome, @Nullable PublishedMessage published, @Nullable String why) {}

  private final String streamName;
  private final KinesisClient client;
  private final Listeners listeners;

  Publisher(String streamName, KinesisClient client, Listeners listeners) {
    this.streamName = streamName;
    this.client = client;
    this.listeners = listeners;
  }

  void announce(DeviceMessage message) {
    listeners.publishing(message);
  }

  /**
   * Calls once.
   *
   * @throws SimulationFailedException if trying again would not help
   */
  Attempt attempt(DeviceMessage message) {
    PutRecordRequest request = request(message);
    long before = System.nanoTime();
    try {
      PutRecordResponse response = client.putRecord(request);
      Duration callTime = Duration.ofNanos(System.nanoTime() - before);
      return new Attempt(
          Outcome.PUBLISHED,
          new PublishedMessage(message, callTime, response.shardId(), response.sequenceNumber()),
          null);
    } catch (SdkException e) {
      return refused(message, e);
    }
  }

  private PutRecordRequest request(DeviceMessage message) {
    return PutRecordRequest.builder()
        .streamName(streamName)
        .partitionKey(message.deviceId())
        .data(SdkBytes.fromByteArrayUnsafe(message.payload()))
        .build();
  }

  private Attempt refused(DeviceMessage message, SdkException error) {
    if (CallErrors.isThrottling(error)) {
      listeners.throttled(message);
      return new Attempt(Outcome.THROTTLED, null, CallErrors.oneLine(error));
    }
    // A call that the end of the run has interrupted says nothing about the stream.
    if (CallErrors.isTransient(error) || Thread.currentThread().isInterrupted()) {
      return new Attempt(Outcome.ERROR, null, CallErrors.oneLine(error));
    }
    throw new SimulationFailedException(CallErrors.explain(error, streamName), error);
  }

  void succeeded(PublishedMessage published) {
    listeners.published(published);
  }

  void failed(DeviceMessage message, String why) {
    listeners.failed(message, why);
  }
}
