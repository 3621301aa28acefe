package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.ServiceErrors;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Puts messages into the stream, one call at a time, and tells the listeners the result. */
final class Publisher {

  /** The result of one call. */
  sealed interface Outcome {}

  /** The stream took the message. */
  record Taken(PublishedMessage message) implements Outcome {}

  /** The stream refused the call for its rate alone. */
  record Throttled() implements Outcome {}

  /** The call failed, and the same call may succeed later. */
  record Failed(String why) implements Outcome {}

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
  Outcome attempt(DeviceMessage message) {
    PutRecordRequest request = request(message);
    long before = System.nanoTime();
    try {
      PutRecordResponse response = client.putRecord(request);
      Duration callTime = Duration.ofNanos(System.nanoTime() - before);
      return new Taken(
          new PublishedMessage(message, callTime, response.shardId(), response.sequenceNumber()));
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

  private Outcome refused(DeviceMessage message, SdkException error) {
    if (ServiceErrors.isThrottling(error)) {
      listeners.throttled(message);
      return new Throttled();
    }
    // The end of the run interrupts calls; such an error says nothing about the stream.
    if (ServiceErrors.isWorthRetry(error) || Thread.currentThread().isInterrupted()) {
      return new Failed(ServiceErrors.describe(error));
    }
    throw new SimulationFailedException(KinesisClients.advice(streamName).explain(error), error);
  }

  void succeeded(PublishedMessage published) {
    listeners.published(published);
  }

  void failed(DeviceMessage message, String why) {
    listeners.failed(message, why);
  }
}
