package dev.iotpipeline.local.lambda;

import dev.iotpipeline.local.kinesis.LocalShard;
import dev.iotpipeline.local.kinesis.LocalStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads a stream from its beginning and invokes a function with batches of it, by the rules of
 * Lambda's event source mapping for Kinesis:
 *
 * <ul>
 *   <li>A batch is invoked when it is full (records or bytes), or its window has passed.
 *   <li>Records of one partition key are handled in order, one batch after the other.
 *   <li>The lowest sequence number that the function reports is the checkpoint; everything from
 *       there comes again, with a retry budget of its own if the checkpoint has moved.
 *   <li>A batch that fails with an error is halved, if so set, which costs no retry; otherwise it is
 *       tried again as a whole, which does.
 *   <li>A batch whose retries are used up, and a record that is too old, goes to the failure
 *       destination, and the shard moves on. Throttling uses no retries.
 * </ul>
 *
 * <p>Each lane of each shard has a thread; the rules are in {@link ShardLane}, which has none.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda with
 *     Kinesis</a>
 */
public final class EventSourceMapping implements AutoCloseable {

  private static final long CLOSE_LIMIT_SECONDS = 10;

  private final LocalStream stream;
  private final List<List<ShardLane>> lanesByShard = new ArrayList<>();
  private final MappingCounters counters = new MappingCounters();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /**
   * A mapping that does nothing yet.
   *
   * @param functionArn how the function is called in reports
   * @param destination is told of what is given up
   */
  public EventSourceMapping(
      MappingSettings settings,
      LocalStream stream,
      String functionArn,
      LocalFunction function,
      FailureDestination destination,
      Clock clock) {
    this.stream = stream;
    for (LocalShard shard : stream.shards()) {
      List<ShardLane> lanes = new ArrayList<>();
      for (int lane = 0; lane < settings.parallelizationFactor(); lane++) {
        lanes.add(
            new ShardLane(
                settings,
                stream,
                shard,
                lane,
                functionArn,
                function,
                destination,
                counters,
                clock));
      }
      lanesByShard.add(lanes);
    }
  }

  /** Starts to read, at the oldest record of each shard. */
  public void start() {
    for (int i = 0; i < lanesByShard.size(); i++) {
      LocalShard shard = stream.shards().get(i);
      List<ShardLane> lanes = lanesByShard.get(i);
      for (ShardLane lane : lanes) {
        Thread thread = new Thread(() -> drive(shard, lanes, lane), "mapping-" + shard.id());
        thread.setDaemon(true);
        threads.add(thread);
      }
    }
    threads.forEach(Thread::start);
  }

  private void drive(LocalShard shard, List<ShardLane> lanes, ShardLane lane) {
    try {
      while (!closing) {
        Duration wait = lane.step();
        shard.release(lowestCheckpoint(lanes));
        announceProgress();
        if (lane.isGathering()) {
          shard.awaitRecordAt(lane.next(), wait);
        } else {
          TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long lowestCheckpoint(List<ShardLane> lanes) {
    return lanes.stream().mapToLong(ShardLane::checkpoint).min().orElse(0);
  }

  private synchronized void announceProgress() {
    notifyAll();
  }

  /** Whether everything that the stream has taken is handled or given up. */
  public boolean isIdle() {
    for (int i = 0; i < lanesByShard.size(); i++) {
      if (lowestCheckpoint(lanesByShard.get(i)) < stream.shards().get(i).end()) {
        return false;
      }
    }
    return true;
  }

  /** Waits until it is idle; returns whether it was in time. */
  public synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isIdle()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** How often the function was invoked. */
  public long invocations() {
    return counters.invocations();
  }

  /** Invocations after which something had to be tried again or was given up. */
  public long failedBatches() {
    return counters.failedInvocations();
  }

  /** Stops to read; the invocations under way are waited for, within limits. */
  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(CLOSE_LIMIT_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
