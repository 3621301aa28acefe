package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import dev.iotpipeline.local.aws.lambda.Threads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What AWS calls an event source mapping: reads a stream and invokes a function with batches of it,
 * one batch at a time for each shard and lane. Several can read one stream, each at its own pace.
 *
 * <ul>
 *   <li>Order: records of one partition key go to the function in stream order. A batch is not
 *       tried before the one ahead of it in its lane is handled or given up.
 *   <li>Partial failure: the lowest reported sequence number becomes the checkpoint, and everything
 *       from there comes again as a new batch. The retry budget starts afresh whenever the
 *       checkpoint moves.
 *   <li>Splitting, if it is on: at the reported number, or in halves after an error or a time-out.
 *       It uses up no retry.
 *   <li>Giving up: what is left of a batch when its retries are, and records that are too old, go
 *       to the failure destination, and the checkpoint moves on.
 *   <li>Throttling: tried again until the records are too old; uses up no retry.
 *   <li>Tumbling windows, if they are on: each call is given the state that the last one of its
 *       window and shard returned, and one without a state has failed. When a window is over, a
 *       last call brings its state and no records, and holds up the shard until it succeeds. When a
 *       state exceeds 1 MB, such a call comes early, and the window goes on without a state.
 *       Retries and splits are given the state of before; records that are given up leave it.
 * </ul>
 *
 * <p>AWS does not say what ends the tries of a call that ends a window, only that windows "fully
 * support" the limits of retries and age. Here the same limits apply, the age from the window's end
 * on and after a first try; then the state is lost, which the {@linkplain MappingCounts count} of
 * discarded windows tells.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda with
 *     Kinesis</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">Stateful
 *     processing</a>
 * @see <a
 *     href="https://javadoc.io/doc/com.amazonaws/aws-lambda-java-events/3.16.1/com/amazonaws/services/lambda/runtime/events/KinesisTimeWindowEvent.html">The
 *     flags of the last and of an early call</a>
 */
public final class EventSourceMapping implements AutoCloseable {

  /** How long a lane may overlook what no new record tells it of: the end, a clock set forward. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final MappingContext context;
  private final List<ShardLanes> shards;
  private final List<Thread> threads = new ArrayList<>();
  private final Object progress = new Object();
  private volatile boolean closed;

  /**
   * Creates the mapping: its starting position is where the stream is now, not where it is at the
   * {@link #start()}.
   *
   * @param stream what to read
   * @param function what to invoke
   * @param settings what is configured of the mapping
   * @param destination hears of records that are given up
   * @param backoff the waits before retries and after throttling
   * @param clock tells when windows end, waits are over and records are too old
   * @param requestIds names invocations; called from several threads
   * @param log takes a line for each failed and each discarded batch
   */
  public EventSourceMapping(
      LocalStream stream,
      LocalFunction function,
      MappingSettings settings,
      FailureDestination destination,
      RetryBackoff backoff,
      Clock clock,
      Supplier<String> requestIds,
      EventLog log) {
    this.context =
        new MappingContext(
            function,
            settings,
            backoff,
            destination,
            new MappingCounters(),
            clock,
            requestIds,
            log);
    this.shards = stream.shards().stream().map(shard -> lanes(stream, shard)).toList();
  }

  private ShardLanes lanes(LocalStream stream, LocalShard shard) {
    long start = context.settings().startingPosition().in(shard);
    List<ShardLane> lanes =
        IntStream.range(0, context.settings().parallelizationFactor())
            .mapToObj(lane -> new ShardLane(context, stream, shard, start, lane))
            .toList();
    return new ShardLanes(shard, shard.hold(start), lanes);
  }

  /**
   * Begins to read, with a thread for each lane of each shard.
   *
   * @param onDeath is told if a thread ends before {@link #close}, and of what
   */
  public void start(Thread.UncaughtExceptionHandler onDeath) {
    for (ShardLanes shard : shards) {
      for (ShardLane lane : shard.lanes()) {
        threads.add(new Thread(() -> drive(shard, lane), "mapping-" + shard.shard().id()));
      }
    }
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(thread -> thread.setUncaughtExceptionHandler(onDeath));
    threads.forEach(Thread::start);
  }

  private void drive(ShardLanes shard, ShardLane lane) {
    try {
      while (!closed) {
        Pause pause = step(shard, lane);
        if (pause.time().compareTo(Duration.ZERO) > 0) {
          shard.shard().awaitRecordAt(pause.position(), shorter(pause.time(), LONGEST_PAUSE));
        }
      }
    } catch (InterruptedException | CancellationException e) {
      // Closed while at work. Nothing was checkpointed, so nothing is claimed.
    } catch (RuntimeException | Error e) {
      context
          .log()
          .error("lane_failed")
          .with("shard", shard.shard().id())
          .with("reason", e)
          .write();
      throw e;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Pause step(ShardLanes shard, ShardLane lane) {
    Pause pause = lane.step();
    shard.release();
    synchronized (progress) {
      progress.notifyAll();
    }
    return pause;
  }

  /**
   * One step of every lane, for a caller who drives the mapping instead of {@link #start()}.
   *
   * @return how long there is nothing more to do unless records arrive; zero if there is
   */
  public Duration step() {
    Duration shortest = Duration.ofDays(365);
    for (ShardLanes shard : shards) {
      for (ShardLane lane : shard.lanes()) {
        shortest = shorter(shortest, step(shard, lane).time());
      }
    }
    return shortest;
  }

  /** What has been done so far. */
  public MappingCounts counts() {
    return context.counters().counts();
  }

  /**
   * How long ago the stream took the oldest record that is neither handled nor given up; zero if
   * there is none.
   */
  public Duration iteratorAge() {
    Instant now = context.clock().instant();
    return shards.stream()
        .flatMap(shard -> shard.oldest().stream())
        .map(arrival -> Duration.between(arrival, now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /**
   * Whether every record from the starting position on is handled or given up, and every tumbling
   * window that they opened has ended.
   */
  public boolean isIdle() {
    return shards.stream().allMatch(ShardLanes::isIdle);
  }

  /**
   * Waits until the mapping {@linkplain #isIdle() is idle}.
   *
   * @return whether it is; false if that took longer than the time-out
   */
  public boolean awaitIdle(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (progress) {
      while (!isIdle()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(progress, left);
      }
      return true;
    }
  }

  /**
   * Begins no further invocation, and waits for those under way, 10 s at most; what is not done by
   * then is interrupted.
   */
  @Override
  public void close() {
    closed = true;
    Threads.join(threads, LONGEST_CLOSE);
  }
}
