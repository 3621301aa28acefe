package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.ServiceErrors;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Puts messages into the stream. It counts the results and tells the listeners. */
final class Publisher {

  private final String streamName;
  private final KinesisClient client;
  private final List<SimulationListener> listeners;
  private final Tally tally;

  Publisher(
      String streamName, KinesisClient client, List<SimulationListener> listeners, Tally tally) {
    this.streamName = streamName;
    this.client = client;
    this.listeners = List.copyOf(listeners);
    this.tally = tally;
  }

  void announce(DeviceMessage message) {
    listeners.forEach(listener -> listener.publishing(message));
  }

  /**
   * Calls once.
   *
   * @throws SdkException if the same call may succeed later
   * @throws SimulationFailedException if it would fail again
   */
  PublishedMessage put(DeviceMessage message) {
    PutRecordRequest request = request(message);
    long before = System.nanoTime();
    try {
      PutRecordResponse response = client.putRecord(request);
      Duration callTime = Duration.ofNanos(System.nanoTime() - before);
      return new PublishedMessage(message, callTime, response.shardId(), response.sequenceNumber());
    } catch (SdkException e) {
      // The end of the run interrupts calls; such an error says nothing about the stream.
      if (ServiceErrors.isWorthRetry(e) || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw new SimulationFailedException(KinesisClients.advice(streamName).explain(e), e);
    }
  }

  private PutRecordRequest request(DeviceMessage message) {
    return PutRecordRequest.builder()
        .streamName(streamName)
        .partitionKey(message.deviceId())
        .data(SdkBytes.fromByteArrayUnsafe(message.payload()))
        .build();
  }

  void throttled() {
    tally.throttled();
  }

  /** Counts first, so that the counts are right when a listener is called. */
  void succeeded(PublishedMessage message) {
    tally.published(message.callTime());
    listeners.forEach(listener -> listener.published(message));
  }

  void failed() {
    tally.failed();
  }

  /** The run has ended in order. */
  void ended(SimulationSummary summary) {
    listeners.forEach(listener -> listener.ended(summary));
  }
}
