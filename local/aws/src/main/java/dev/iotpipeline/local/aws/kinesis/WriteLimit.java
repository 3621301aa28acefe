package dev.iotpipeline.local.aws.kinesis;

import java.time.Clock;

/**
 * What a shard takes in a second: 1,000 records and 1 MiB, as a bucket that refills evenly. Not
 * thread-safe; its shard guards it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Kinesis
 *     quotas</a>
 */
final class WriteLimit {

  static final int RECORDS_PER_SECOND = 1000;
  static final int BYTES_PER_SECOND = 1024 * 1024;

  private final Clock clock;
  private long refilledAt;

  /** Thousandths, so that a millisecond refills a whole number of them. */
  private long milliRecords = RECORDS_PER_SECOND * 1000L;

  private long milliBytes = BYTES_PER_SECOND * 1000L;

  WriteLimit(Clock clock) {
    this.clock = clock;
    this.refilledAt = clock.millis();
  }

  /** Takes one record of so many bytes out of the bucket, if it holds that much. */
  boolean tryTake(int size) {
    refill();
    if (milliRecords < 1000 || milliBytes < size * 1000L) {
      return false;
    }
    milliRecords -= 1000;
    milliBytes -= size * 1000L;
    return true;
  }

  /** A clock that was set back refills nothing, and counts on from its new time. */
  private void refill() {
    long now = clock.millis();
    long millis = Math.min(1000, Math.max(0, now - refilledAt));
    milliRecords = Math.min(RECORDS_PER_SECOND * 1000L, milliRecords + millis * RECORDS_PER_SECOND);
    milliBytes = Math.min(BYTES_PER_SECOND * 1000L, milliBytes + millis * BYTES_PER_SECOND);
    refilledAt = now;
  }
}
