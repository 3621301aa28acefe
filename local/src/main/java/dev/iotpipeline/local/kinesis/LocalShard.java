package dev.iotpipeline.local.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordered log of records in memory.
 *
 * <p>Kinesis keeps records for a day; memory does not. Once a shard holds more than {@link
 * #RETAINED_BYTES}, it forgets its oldest records, but only those that were {@linkplain #release
 * released}. Safe for use by any number of threads.
 */
public final class LocalShard {

  /** About two minutes at a shard's full rate and our size of reading. */
  static final long RETAINED_BYTES = 24L * 1024 * 1024;

  private final String id;
  private final int index;
  private final Clock clock;
  private final long createdAt;
  private final WriteLimit limit;
  private final List<StreamRecord> records = new ArrayList<>();
  private long oldest;
  private long released;
  private long retainedBytes;

  LocalShard(int index, Clock clock) {
    this.id = String.format("shardId-%012d", index);
    this.index = index;
    this.clock = clock;
    this.createdAt = clock.millis();
    this.limit = new WriteLimit(clock);
  }

  /** The name of this shard, such as {@code shardId-000000000000}. */
  public String id() {
    return id;
  }

  /**
   * Puts a record at the end.
   *
   * @throws ThroughputExceededException if the shard has taken all it can in this second
   */
  synchronized StreamRecord append(String partitionKey, byte[] data) {
    int size = data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    if (!limit.tryTake(size)) {
      throw new ThroughputExceededException(id);
    }
    long position = end();
    Instant arrival = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    StreamRecord record =
        new StreamRecord(position, sequenceNumber(position), partitionKey, data, arrival);
    records.add(record);
    retainedBytes += size;
    forgetReleased();
    notifyAll();
    return record;
  }

  /** 56 digits, as Kinesis has; the time makes those of one run differ from those of the next. */
  String sequenceNumber(long position) {
    return String.format("4967%04d%013d%035d", index, createdAt, position);
  }

  /** The position behind the newest record: how many records this shard has ever taken. */
  public synchronized long end() {
    return oldest + records.size();
  }

  /** The position of the oldest record that is still here. */
  public synchronized long oldest() {
    return oldest;
  }

  /**
   * The records from a position on, oldest first; none if there are none yet. A position before
   * {@link #oldest()} reads from there.
   */
  public synchronized List<StreamRecord> read(long position, int max) {
    int from = (int) Math.min(Math.max(0, position - oldest), records.size());
    int to = (int) Math.min((long) from + max, records.size());
    return List.copyOf(records.subList(from, to));
  }

  /** Waits until there is a record at this position; returns whether there is. */
  public synchronized boolean awaitRecordAt(long position, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (end() <= position) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Says that nobody needs the records before this position any more. */
  public synchronized void release(long position) {
    released = Math.max(released, position);
  }

  /** In large steps, since removing from the front of the list moves all the rest. */
  private void forgetReleased() {
    if (retainedBytes <= RETAINED_BYTES) {
      return;
    }
    int forgotten = (int) Math.min(released - oldest, records.size() / 2);
    if (forgotten <= 0) {
      return;
    }
    List<StreamRecord> front = records.subList(0, forgotten);
    for (StreamRecord record : front) {
      retainedBytes -= record.data().length + record.partitionKey().length();
    }
    front.clear();
    oldest += forgotten;
  }
}
