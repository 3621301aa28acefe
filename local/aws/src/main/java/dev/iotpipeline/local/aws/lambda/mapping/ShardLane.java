package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.Condition;
import dev.iotpipeline.local.aws.lambda.mapping.KinesisEventJson.Entry;
import dev.iotpipeline.local.aws.lambda.mapping.TumblingWindow.Stage;
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
 * Only {@link #checkpoint()} and {@link #hasOpenWindow()} may be called from another thread.
 */
final class ShardLane {

  private static final String UNHANDLED = "Unhandled";

  private final MappingContext context;
  private final MappingSettings settings;
  private final String shardId;
  private final KinesisEventJson event;
  private final TumblingWindow window;
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
    this.event = new KinesisEventJson(stream, shard, settings);
    this.window = new TumblingWindow(settings.tumblingWindow());
    int lanes = settings.parallelizationFactor();
    this.gatherer =
        new BatchGatherer(
            shard,
            start,
            record -> laneOf(record.partitionKey(), lanes) == lane,
            event,
            window,
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

  /** Whether the last window that a record opened still waits for its end. */
  boolean hasOpenWindow() {
    return window.isOpen();
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
    if (aged > 0 || (pending.peek().endsWindow() && isWindowTooOld(now))) {
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

  /**
   * What applies to records applies to the end of their window. But it is tried once however late
   * it is, since records that were handled in time would be lost without a try.
   */
  private boolean isWindowTooOld(Instant now) {
    return settings.limitsAge()
        && attempts.wereMade()
        && window.end().isBefore(now.minus(settings.maximumRecordAge()));
  }

  private void invoke(Batch batch) {
    String requestId = context.requestIds().get();
    InvocationResult result = context.function().invoke(requestId, event.event(batch, window));
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
  /**
   * What is left after a partial failure is a new batch, whether splitting is on or off: the call
   * that it shared with the records before it counts neither as a try nor as a retry of its own.
   * There is progress, so there is no wait. The state is then of the records before it, and only a
   * call that got nowhere is given its own state again.
   */
  private void responded(Batch batch, String requestId, byte[] answer) {
    BatchResponse response = BatchResponse.read(answer, batch, settings);
    context.counters().recordsHandled.add(response.handled());
    if (!response.isComplete()) {
      failed(batch, requestId, response.handled(), null);
    }
    if (response.isComplete() || response.handled() > 0) {
      window.keep(response.state());
      advance(response.handled());
      if (window.isOpen() && window.isStateTooLarge()) {
        pending.push(Batch.endOfWindow(checkpoint, Stage.TERMINATED_EARLY));
      }
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
    EventLog.Line line =
        context.log().warn(batch.endsWindow() ? "window_end_failed" : "batch_failed");
    line.with("shard", shardId);
    if (batch.endsWindow()) {
      line.with("window_start", window.start().toString());
    } else {
      line.with("sequence_number", batch.records().get(handled).sequenceNumber())
          .with("records", batch.size())
          .with("handled", handled);
    }
    line.with("reason", thrown == null ? "reported" : thrown.errorType())
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
    if (pending.peek().endsWindow()) {
      discards.discard(window, condition);
      context.counters().windowsDiscarded.increment();
    } else {
      discards.discard(pending.peek().first(records), condition, attempts);
      context.counters().recordsDiscarded.add(records);
    }
    advance(records);
  }

  private void advance(int records) {
    Batch batch = pending.remove();
    if (records < batch.size()) {
      pending.push(batch.without(records));
    }
    window.leave(batch.stage());
    attempts = new Attempts();
    moveCheckpoint();
  }

  private void moveCheckpoint() {
    checkpoint = pending.isEmpty() ? gatherer.position() : pending.peek().position();
  }
}
