package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.ServiceErrors;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The stream that records are read from and put back into. Calls that may succeed later are
 * repeated; Ctrl-C ends the repeats.
 */
final class TelemetryStream {

  /** Throttling ends when others call less, and a waiting run loses nothing. */
  private static final Duration THROTTLING_LIMIT = Duration.ofSeconds(30);

  /**
   * An attempt that fails after this time is the last. Each wait is about as long as all waits
   * before it together. So a fault that stays is reported within two seconds.
   */
  private static final Duration FAULT_LIMIT = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final KinesisClient kinesis;
  private final String name;
  private final CommandContext context;
  private final Retries retries;

  TelemetryStream(KinesisClient kinesis, String name, CommandContext context) {
    this.kinesis = kinesis;
    this.name = name;
    this.context = context;
    // Random waits keep many callers apart. This is one caller, which needs none.
    this.retries = new Retries(new Backoff(LONGEST_WAIT, () -> 0), context.sleeper());
  }

  String name() {
    return name;
  }

  /**
   * Puts one record in, and returns when the stream has it. Single calls keep the order of the
   * records; PutRecords does not.
   */
  void put(SdkBytes data, String partitionKey) {
    call(
        client ->
            client.putRecord(
                request -> request.streamName(name).partitionKey(partitionKey).data(data)));
  }

  /** The records of a range, in stream order. */
  RangeReader read(ShardRange range) {
    return read(range, () -> {});
  }

  /**
   * The records of a range, in stream order.
   *
   * @param beforeEachStep is called before each read, and before each record is handed out
   */
  RangeReader read(ShardRange range, Runnable beforeEachStep) {
    return new RangeReader(this, range, beforeEachStep);
  }

  /**
   * Reads a single record.
   *
   * @throws NotPutBackException if it has left the stream
   */
  Record find(String shardId, BigInteger sequenceNumber) {
    RangeReader reader = read(new ShardRange(shardId, sequenceNumber, sequenceNumber));
    return reader
        .next()
        .orElseThrow(
            () -> new NotPutBackException(reader.gap().orElse("the record was not found")));
  }

  /**
   * The call's result.
   *
   * @throws SdkException the last error, if it stays, if a repeat does not help, or if the run was
   *     stopped
   */
  <T> T call(Function<KinesisClient, T> call) {
    Deadline faultsEnd = in(FAULT_LIMIT);
    // The client limits the time of a single call, so the loop's time-out is not needed here.
    return retries.call(in(THROTTLING_LIMIT), timeout -> attempt(call, faultsEnd)).get();
  }

  /**
   * Makes one attempt. {@link Retries} sees only the errors that may be repeated. A final error is
   * returned, as a supplier that throws it.
   */
  private <T> Supplier<T> attempt(Function<KinesisClient, T> call, Deadline faultsEnd) {
    try {
      T result = call.apply(kinesis);
      return () -> result;
    } catch (SdkException e) {
      boolean hasTime = ServiceErrors.isThrottling(e) || !faultsEnd.left().isZero();
      if (hasTime && !isStopped()) {
        throw e;
      }
      return () -> {
        throw e;
      };
    }
  }

  private Deadline in(Duration time) {
    return new Deadline(context.clock(), context.clock().instant().plus(time));
  }

  /** Waits between two calls; less long if the run is stopped. */
  void pause(Duration time) {
    try {
      context.sleeper().sleep(time);
    } catch (InterruptedException e) {
      context.interruption().stop();
      Thread.currentThread().interrupt();
    }
  }

  boolean isStopped() {
    return context.interruption().isStopped();
  }
}
