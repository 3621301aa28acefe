package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * An ordered log of records.
 *
 * <p>Like Kinesis it keeps records for a day, whoever still needs them. Memory does not last for a
 * day: once a shard holds more than its share of {@link #RETAINED_BYTES}, it forgets its oldest
 * records, but only those that every {@link Hold} has released. If a reader is so far behind that
 * this is not enough, the older half goes to temporary files. Safe for use by any number of
 * threads.
 */
public final class LocalShard {

  /** Of all shards of a stream: a minute at 1,000 readings/s, an hour at 15/s. */
  static final long RETAINED_BYTES = 24L * 1024 * 1024;

  /** Kinesis' own, unless a stream raises it. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** What a record's objects weigh besides its key and data; most of it is the sequence number. */
  static final int OVERHEAD_BYTES = 256;

  private static final int COUNTER_DIGITS = 35;

  private final String id;
  private final String sequencePrefix;
  private final Clock clock;
  private final WriteLimit limit;
  private final long mostBytes;
  private final Consumer<StreamRecord> onAppend;
  private final List<StreamRecord> records = new ArrayList<>();
  private final SpilledRecords spilled;
  private final List<Hold> holds = new ArrayList<>();
  private long oldest;
  private long firstInMemory;
  private long retainedBytes;
  private long nextSpill;

  LocalShard(int index, Clock clock, Path folder) {
    this(index, clock, RETAINED_BYTES, folder, record -> {});
  }

  /**
   * @param mostBytes how much it holds in memory before it forgets what is released
   * @param folder for what memory does not hold
   * @param onAppend is told of each record before anybody can read it, in the shard's order
   */
  LocalShard(int index, Clock clock, long mostBytes, Path folder, Consumer<StreamRecord> onAppend) {
    this.id = String.format(Locale.ROOT, "shardId-%012d", index);
    this.sequencePrefix = String.format(Locale.ROOT, "4967%04d%013d", index, clock.millis());
    this.clock = clock;
    this.limit = new WriteLimit(clock);
    this.mostBytes = mostBytes;
    this.spilled = new SpilledRecords(folder);
    this.onAppend = onAppend;
  }

  /** The name of this shard, such as {@code shardId-000000000000}. */
  public String id() {
    return id;
  }

  /**
   * Puts a record at the end.
   *
   * @throws RefusedRequestException if the shard has taken all it can in this second
   */
  synchronized StreamRecord append(String partitionKey, byte[] data) {
    int size = size(partitionKey, data);
    if (!limit.tryTake(size)) {
      throw new RefusedRequestException(
          "ProvisionedThroughputExceededException", "Rate exceeded for shard " + id);
    }
    long position = end();
    Instant arrival = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    StreamRecord record =
        new StreamRecord(position, sequenceNumber(position), partitionKey, data, arrival);
    onAppend.accept(record);
    records.add(record);
    retainedBytes += size + OVERHEAD_BYTES;
    if (retainedBytes > mostBytes) {
      makeRoom();
    }
    forgetExpired(arrival.minus(RETENTION));
    notifyAll();
    return record;
  }

  /** What Kinesis counts of a record: the payload and the key in UTF-8, in bytes. */
  static int size(String partitionKey, byte[] data) {
    return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
  }

  /** 56 digits, as Kinesis has; the time makes those of one run differ from those of the next. */
  String sequenceNumber(long position) {
    String counter = Long.toString(position + 1);
    return sequencePrefix + "0".repeat(COUNTER_DIGITS - counter.length()) + counter;
  }

  /**
   * The position that a sequence number stands for; empty if this shard never gave that number out.
   * -1 is the position before the first record, where an iterator of an empty shard stands.
   */
  OptionalLong position(String sequenceNumber) {
    if (!numbers(sequenceNumber)) {
      return OptionalLong.empty();
    }
    try {
      long position = Long.parseLong(sequenceNumber.substring(sequencePrefix.length())) - 1;
      return position >= -1 && position < end() ? OptionalLong.of(position) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The position behind the newest record: how many records this shard has ever taken. */
  public synchronized long end() {
    return firstInMemory + records.size();
  }

  /** Whether a sequence number is one of those that this shard gives its records. */
  boolean numbers(String sequenceNumber) {
    return sequenceNumber.length() == sequencePrefix.length() + COUNTER_DIGITS
        && sequenceNumber.startsWith(sequencePrefix);
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
    long first = Math.max(position, oldest);
    List<StreamRecord> read = first < firstInMemory ? spilled.read(first, max) : new ArrayList<>();
    int from = (int) Math.min(Math.max(0, first - firstInMemory), records.size());
    int to = (int) Math.min((long) from + max - read.size(), records.size());
    read.addAll(records.subList(from, to));
    return read;
  }

  /** What the records in memory weigh. */
  synchronized long bytesInMemory() {
    return retainedBytes;
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

  /**
   * Keeps the records from a position on, for one reader beside others. A shard that nobody has a
   * hold on forgets nothing.
   */
  public synchronized Hold hold(long position) {
    Hold hold = new Hold(position);
    holds.add(hold);
    return hold;
  }

  /** What one reader of the shard still needs. */
  public final class Hold {

    private long position;

    private Hold(long position) {
      this.position = position;
    }

    /** Says that this reader no longer needs the records before a position. */
    public void release(long before) {
      synchronized (LocalShard.this) {
        position = Math.max(position, before);
      }
    }
  }

  /** In large steps, since removing from the front of the list moves all the rest. */
  private void makeRoom() {
    long released = holds.stream().mapToLong(hold -> hold.position).min().orElse(oldest);
    oldest = Math.max(oldest, Math.min(released, firstInMemory));
    spilled.forgetBefore(oldest);
    int half = records.size() / 2;
    int forgotten = (int) Math.min(released - firstInMemory, half);
    if (forgotten > 0 && forgotten >= records.size() / 8) {
      forget(forgotten);
    } else if (half > 0 && retainedBytes >= nextSpill) {
      spill(half);
    }
  }

  private void spill(int count) {
    try {
      spilled.add(records.subList(0, count));
      removeFromMemory(count);
      nextSpill = 0;
    } catch (IOException e) {
      // They stay in memory, so that nothing is lost, and are not tried with every record. The
      // disk, or the heap, is named by who watches it.
      nextSpill = retainedBytes + mostBytes / 8;
    }
  }

  /** When a record comes, so that a reader that has waited too long finds one behind them. */
  private void forgetExpired(Instant horizon) {
    oldest = Math.max(oldest, spilled.forgetExpired(horizon));
    if (!spilled.isEmpty()) {
      return;
    }
    int expired = 0;
    while (records.get(expired).approximateArrival().isBefore(horizon)) {
      expired++;
    }
    forget(expired);
  }

  private void forget(int count) {
    removeFromMemory(count);
    oldest = Math.max(oldest, firstInMemory);
  }

  private void removeFromMemory(int count) {
    List<StreamRecord> front = records.subList(0, count);
    for (StreamRecord record : front) {
      retainedBytes -= size(record.partitionKey(), record.data()) + OVERHEAD_BYTES;
    }
    front.clear();
    firstInMemory += count;
  }
}
