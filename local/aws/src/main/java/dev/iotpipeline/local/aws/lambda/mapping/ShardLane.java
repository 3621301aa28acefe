package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.Condition;
import dev.iotpipeline.local.aws.lambda.mapping.KinesisEventJson.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of a shard whose partition keys fall to one lane, batch by batch: a state machine
 * that somebody drives step by step. It never waits; it says how long to leave it alone.
 *
 * <p>The first pending batch is the one that is tried. Its first record is where the checkpoint
 * stands; once that moves, for whatever reason, everything about {@link Attempts} starts afresh.
 * Only {@link #checkpoint()} may be called from another thread.
 */
final class ShardLane {

  private static final String UNHANDLED = "Unhandled";

  private final MappingContext context;
  private final MappingSettings settings;
  private final String shardId;
  private final BatchGatherer gatherer;
  private final Discards discards;

  private final Deque<Batch> pending = new ArrayDeque<>();
  private Attempts attempts = new Attempts();
  private volatile long checkpoint;

  /**
   * @param start the position in the shard where the lane begins to read
   */
  ShardLane(MappingContext context, LocalStream stream, LocalShard shard, long start, int lane) {
    this.context = context;
    this.settings = context.settings();
    this.shardId = shard.id();
    int lanes = settings.parallelizationFactor();
    this.gatherer =
        new BatchGatherer(
            shard,
            start,
            record -> laneOf(record.partitionKey(), lanes) == lane,
            new KinesisEventJson(stream, shard),
            settings);
    this.discards = new Discards(context, stream.arn(), shardId);
    this.checkpoint = gatherer.position();
  }

  /**
   * Which lane a key belongs to. Not by MD5: all keys of a shard lie in one range of MD5, so they
   * would not spread.
   */
  static int laneOf(String partitionKey, int lanes) {
    int hash = partitionKey.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), lanes);
  }

  /** Everything before this position in the shard is done, or is not this lane's. */
  long checkpoint() {
    return checkpoint;
  }

  /**
   * Does the next thing there is to do: gathers, or invokes the function and acts on the outcome.
   *
   * @return how long there is nothing more to do
   */
  Pause step() {
    Instant now = context.clock().instant();
    if (pending.isEmpty()) {
      return gather(now);
    }
    int aged = aged(pending.peek(), now);
    if (aged > 0) {
      discard(aged, Condition.RECORD_AGE_EXCEEDED);
    } else if (now.isBefore(attempts.notBefore())) {
      return Pause.of(Duration.between(now, attempts.notBefore()));
    } else {
      invoke(pending.peek());
    }
    return Pause.NONE;
  }

  private Pause gather(Instant now) {
    Optional<Batch> batch = gatherer.gather(now);
    batch.ifPresent(pending::add);
    moveCheckpoint();
    return batch.isPresent() ? Pause.NONE : gatherer.pause(now);
  }

  /** How many records from the front of a batch have waited too long. */
  private int aged(Batch batch, Instant now) {
    if (!settings.limitsAge()) {
      return 0;
    }
    Instant oldest = now.minus(settings.maximumRecordAge());
    int aged = 0;
    for (Entry entry : batch.entries()) {
      if (!entry.record().approximateArrival().isBefore(oldest)) {
        break;
      }
      aged++;
    }
    return aged;
  }

  private void invoke(Batch batch) {
    String requestId = context.requestIds().get();
    InvocationResult result =
        context.function().invoke(requestId, KinesisEventJson.event(batch.entries()));
    if (result instanceof Succeeded succeeded) {
      context.counters().batches.increment();
      responded(batch, requestId, succeeded.response());
    } else if (result instanceof FunctionError error) {
      context.counters().batches.increment();
      threw(batch, requestId, error);
    } else {
      context.counters().throttles.increment();
      attempts.waitAfter(context.clock().instant(), context.backoff());
    }
  }

  /**
   * What is left after a partial failure is a new batch, whether splitting is on or off: the call
   * that it shared with the records before it counts neither as a try nor as a retry of its own.
   * There is progress, so there is no wait.
   */
  private void responded(Batch batch, String requestId, byte[] response) {
    int handled =
        settings.reportBatchItemFailures()
            ? BatchResponse.handled(response, batch.indexes())
            : batch.size();
    context.counters().recordsHandled.add(handled);
    if (handled < batch.size()) {
      failed(batch, requestId, handled, null);
    }
    if (handled > 0) {
      advance(handled);
    } else {
      retryOrDiscard();
    }
  }

  private void threw(Batch batch, String requestId, FunctionError error) {
    failed(batch, requestId, 0, error);
    if (settings.bisectOnFunctionError() && batch.size() > 1) {
      int half = batch.size() / 2;
      pending.remove();
      pending.push(batch.without(half));
      pending.push(batch.first(half));
    } else {
      retryOrDiscard();
    }
  }

  private void failed(Batch batch, String requestId, int handled, @Nullable FunctionError thrown) {
    attempts.failed(requestId, thrown == null ? null : UNHANDLED);
    context.counters().failedBatches.increment();
    context
        .log()
        .warn("batch_failed")
        .with("shard", shardId)
        .with("sequence_number", batch.records().get(handled).sequenceNumber())
        .with("records", batch.size())
        .with("handled", handled)
        .with("reason", thrown == null ? "reported" : thrown.errorType())
        .with("retries", attempts.retries())
        .write();
  }

  private void retryOrDiscard() {
    if (!settings.allowsRetryAfter(attempts.retries())) {
      discard(pending.peek().size(), Condition.RETRY_ATTEMPTS_EXHAUSTED);
      return;
    }
    attempts.useRetry();
    attempts.waitAfter(context.clock().instant(), context.backoff());
  }

  private void discard(int records, Condition condition) {
    discards.discard(pending.peek().first(records), condition, attempts);
    context.counters().recordsDiscarded.add(records);
    advance(records);
  }

  private void advance(int records) {
    Batch batch = pending.remove();
    if (records < batch.size()) {
      pending.push(batch.without(records));
    }
    attempts = new Attempts();
    moveCheckpoint();
  }

  private void moveCheckpoint() {
    checkpoint = pending.isEmpty() ? gatherer.position() : pending.peek().position();
  }
}
