package dev.iotpipeline.local.kinesis;

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

  static final double RECORDS_PER_SECOND = 1000;
  static final double BYTES_PER_SECOND = 1024 * 1024;

  private final Clock clock;
  private double records = RECORDS_PER_SECOND;
  private double bytes = BYTES_PER_SECOND;
  private long refilledAt;

  WriteLimit(Clock clock) {
    this.clock = clock;
    this.refilledAt = clock.millis();
  }

  /** Takes one record of so many bytes out of the bucket, if it holds that much. */
  boolean tryTake(int size) {
    refill();
    if (records < 1 || bytes < size) {
      return false;
    }
    records -= 1;
    bytes -= size;
    return true;
  }

  private void refill() {
    long now = clock.millis();
    double seconds = Math.max(0, now - refilledAt) / 1000.0;
    records = Math.min(RECORDS_PER_SECOND, records + seconds * RECORDS_PER_SECOND);
    bytes = Math.min(BYTES_PER_SECOND, bytes + seconds * BYTES_PER_SECOND);
    refilledAt = now;
  }
}
