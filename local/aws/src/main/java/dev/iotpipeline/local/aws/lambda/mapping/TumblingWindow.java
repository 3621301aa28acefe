package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The tumbling window that a shard is in, and the state that the function makes of it. Windows lie
 * end to end from 1970 on, and a record belongs to the one that it arrived in. A window opens with
 * its first record, so an empty one never does; it is over when its time is, or when a record of a
 * later one has come. Not thread-safe but for {@link #isOpen()}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">Stateful
 *     processing</a>
 */
final class TumblingWindow {

  /** What the JSON of a state may have: 1 MB for each shard. */
  static final int MOST_STATE_BYTES = 1024 * 1024;

  private static final byte[] NO_STATE = "{}".getBytes(StandardCharsets.US_ASCII);

  private final Duration length;
  private Instant start = Instant.MIN;
  private Instant end = Instant.MIN;
  private boolean isPassed;
  private byte[] state = NO_STATE;
  private volatile boolean isOpen;

  /**
   * @param length zero for no windows: then any record is taken, and none opens one
   */
  TumblingWindow(Duration length) {
    this.length = length;
  }

  /** Where a call stands in its window. */
  enum Stage {
    /** It brings records. */
    OPEN,
    /** It has no records: the state has become too large, and the window goes on without it. */
    TERMINATED_EARLY,
    /** It has no records: the window is over. */
    FINAL
  }

  /**
   * Whether a record belongs to this window; if none is open, it opens its own.
   *
   * <p>If the clock was set back, a record may belong to a window that has had its end. It then
   * counts to the one after that, because no window ends twice.
   */
  boolean takes(StreamRecord record) {
    if (length.isZero()) {
      return true;
    }
    Instant own = startOf(record.approximateArrival());
    if (!isOpen) {
      open(own.isBefore(end) ? end : own);
    }
    isPassed |= own.isAfter(start);
    return !isPassed;
  }

  private Instant startOf(Instant arrival) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(arrival.getEpochSecond(), seconds) * seconds);
  }

  private void open(Instant at) {
    start = at;
    end = at.plus(length);
    isPassed = false;
    state = NO_STATE;
    isOpen = true;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Whether no record can come any more that belongs to it. */
  boolean isOver(Instant now) {
    return isOpen && (isPassed || !now.isBefore(end));
  }

  /** What comes after a call that the function has answered, or that was given up. */
  void leave(Stage stage) {
    if (stage == Stage.TERMINATED_EARLY) {
      state = NO_STATE;
    } else if (stage == Stage.FINAL) {
      isOpen = false;
    }
  }

  /** Takes the state that the next call of the window is given. */
  void keep(byte[] json) {
    state = json;
  }

  /** The state as JSON; an empty object at first. */
  byte[] state() {
    return state;
  }

  boolean isStateTooLarge() {
    return state.length > MOST_STATE_BYTES;
  }

  Instant start() {
    return start;
  }

  Instant end() {
    return end;
  }
}
