package dev.iotpipeline.local.lambda;

import dev.iotpipeline.local.kinesis.LocalShard;
import dev.iotpipeline.local.kinesis.LocalStream;
import dev.iotpipeline.local.kinesis.StreamRecord;
import dev.iotpipeline.local.lambda.BatchResponse.Verdict;
import dev.iotpipeline.local.lambda.DiscardedBatch.Condition;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One of the batches of a shard that may be under way at once: it takes the records of its share
 * of the partition keys, in order, and has a checkpoint of its own.
 *
 * <p>A state machine without a thread: {@link #step} does one thing and says when to come again.
 * One thread steps it; any may ask for the {@link #checkpoint}.
 */
final class ShardLane {

  /** What Lambda takes as the payload of a synchronous invocation. */
  static final int PAYLOAD_BYTES = 6 * 1024 * 1024;

  /** When there is nothing to do until a record arrives. */
  static final Duration UNTIL_A_RECORD_ARRIVES = Duration.ofDays(1);

  private final MappingSettings settings;
  private final LocalStream stream;
  private final LocalShard shard;
  private final int lane;
  private final String functionArn;
  private final LocalFunction function;
  private final FailureDestination destination;
  private final MappingCounters counters;
  private final Clock clock;
  private final KinesisEventJson json;

  /** What is to be invoked, in stream order; more than one only while a batch is split. */
  private final Deque<Batch> batches = new ArrayDeque<>();

  private List<StreamRecord> gathered = new ArrayList<>();
  private int gatheredBytes;
  private boolean full;
  private Instant windowEnd = Instant.MAX;
  private long next;
  private volatile long checkpoint;

  ShardLane(
      MappingSettings settings,
      LocalStream stream,
      LocalShard shard,
      int lane,
      String functionArn,
      LocalFunction function,
      FailureDestination destination,
      MappingCounters counters,
      Clock clock) {
    this.settings = settings;
    this.stream = stream;
    this.shard = shard;
    this.lane = lane;
    this.functionArn = functionArn;
    this.function = function;
    this.destination = destination;
    this.counters = counters;
    this.clock = clock;
    this.json = new KinesisEventJson(stream.arn(), shard.id());
  }

  /** The position of the first record that is neither handled nor given up. */
  long checkpoint() {
    return checkpoint;
  }

  /** The position that gathering goes on from; a record there is a reason to step earlier. */
  long next() {
    return next;
  }

  /** Whether a new record changes what the next step does. */
  boolean isGathering() {
    return batches.isEmpty();
  }

  /**
   * Does what is due.
   *
   * @return how long until there is something due again; zero for at once
   */
  Duration step() {
    Duration wait = batches.isEmpty() ? gather() : advance();
    checkpoint = oldestUnfinished();
    return wait;
  }

  private long oldestUnfinished() {
    if (!batches.isEmpty()) {
      return batches.peek().records().get(0).position();
    }
    return gathered.isEmpty() ? next : gathered.get(0).position();
  }

  private Duration gather() {
    Instant now = clock.instant();
    for (StreamRecord record : shard.read(next, settings.batchSize())) {
      if (isMine(record) && !fits(record)) {
        break;
      }
      next = record.position() + 1;
      if (isMine(record)) {
        add(record, now);
      }
      if (full) {
        break;
      }
    }
    if (full || !now.isBefore(windowEnd)) {
      closeBatch(now);
      return Duration.ZERO;
    }
    if (next < shard.end()) {
      return Duration.ZERO;
    }
    return gathered.isEmpty() ? UNTIL_A_RECORD_ARRIVES : Duration.between(now, windowEnd);
  }

  /** By the hash of the key, so that all of a key's records are in one lane. */
  private boolean isMine(StreamRecord record) {
    int factor = settings.parallelizationFactor();
    return factor == 1
        || LocalStream.hash(record.partitionKey()).mod(BigInteger.valueOf(factor)).intValue()
            == lane;
  }

  private boolean fits(StreamRecord record) {
    full = !gathered.isEmpty() && gatheredBytes + KinesisEventJson.sizeOf(record) > PAYLOAD_BYTES;
    return !full;
  }

  private void add(StreamRecord record, Instant now) {
    if (gathered.isEmpty()) {
      windowEnd = now.plus(settings.batchingWindow());
    }
    gathered.add(record);
    gatheredBytes += KinesisEventJson.sizeOf(record);
    full = gathered.size() == settings.batchSize();
  }

  private void closeBatch(Instant now) {
    batches.add(Batch.of(gathered, now));
    gathered = new ArrayList<>();
    gatheredBytes = 0;
    full = false;
    windowEnd = Instant.MAX;
  }

  private Duration advance() {
    Instant now = clock.instant();
    if (now.isBefore(batches.peek().notBefore())) {
      return Duration.between(now, batches.peek().notBefore());
    }
    Batch batch = batches.poll();
    List<StreamRecord> young = withoutTooOld(batch, now);
    if (!young.isEmpty()) {
      react(batch.with(young));
    }
    return Duration.ZERO;
  }

  /** Age is looked at before each invocation, the first included. */
  private List<StreamRecord> withoutTooOld(Batch batch, Instant now) {
    if (settings.maximumRecordAge().isEmpty()) {
      return batch.records();
    }
    Instant oldest = now.minus(settings.maximumRecordAge().get());
    List<StreamRecord> young =
        batch.records().stream().filter(r -> !r.approximateArrival().isBefore(oldest)).toList();
    List<StreamRecord> old = new ArrayList<>(batch.records());
    old.removeAll(young);
    if (!old.isEmpty()) {
      discard(batch.with(old), Condition.RECORD_AGE_EXCEEDED, false);
    }
    return young;
  }

  private void react(Batch waiting) {
    InvocationResult result = invoke(waiting.records());
    if (result instanceof InvocationResult.Throttled) {
      batches.addFirst(waiting.throttled(clock.instant()));
      return;
    }
    Batch batch = waiting.invoked();
    counters.invoked();
    if (result instanceof InvocationResult.Succeeded answer) {
      react(batch, BatchResponse.read(answer.response(), batch.records()));
    } else {
      failWhole(batch);
    }
  }

  /** A host that fails is, to the mapping, a function that fails: the batch must not vanish. */
  private InvocationResult invoke(List<StreamRecord> records) {
    try {
      return function.invoke(json.write(records));
    } catch (RuntimeException e) {
      return new InvocationResult.FunctionError(e.getClass().getName(), String.valueOf(e));
    }
  }

  private void react(Batch batch, Verdict verdict) {
    if (verdict instanceof Verdict.FailedFrom failed) {
      failFrom(batch, failed.lowest());
    } else if (verdict instanceof Verdict.WholeFailure) {
      failWhole(batch);
    } else {
      counters.handled(batch.records().size());
    }
  }

  /** The lowest failure is the checkpoint, and everything from there on comes again. */
  private void failFrom(Batch batch, int lowest) {
    counters.failed();
    if (lowest == 0) {
      retryOrDiscard(batch, false);
    } else {
      counters.handled(lowest);
      batches.addFirst(batch.restFrom(lowest, clock.instant()));
    }
  }

  private void failWhole(Batch batch) {
    counters.failed();
    int size = batch.records().size();
    if (settings.bisectBatchOnFunctionError() && size > 1) {
      Instant now = clock.instant();
      batches.addFirst(batch.part(size / 2, size, now));
      batches.addFirst(batch.part(0, size / 2, now));
    } else {
      retryOrDiscard(batch, true);
    }
  }

  private void retryOrDiscard(Batch batch, boolean functionError) {
    if (settings.allowsRetry(batch.retries())) {
      batches.addFirst(batch.retried(clock.instant()));
    } else {
      discard(batch, Condition.RETRY_ATTEMPTS_EXHAUSTED, functionError);
    }
  }

  private void discard(Batch batch, Condition condition, boolean functionError) {
    counters.discarded(batch.records().size());
    destination.accept(
        new DiscardedBatch(
            stream.arn(),
            shard.id(),
            functionArn,
            condition,
            batch.invocations(),
            functionError,
            batch.records(),
            clock.instant()));
  }
}
