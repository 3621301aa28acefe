package dev.iotpipeline.redrive;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records that follow each other in a shard. Sequence numbers compare as numbers: as texts, the
 * longer of two could come first.
 *
 * @param shardId the shard
 * @param from the first record's sequence number
 * @param to the last record's
 */
record ShardRange(String shardId, BigInteger from, BigInteger to) {

  /** Kinesis's are at most 128 digits long. */
  private static final Pattern SEQUENCE_NUMBER = Pattern.compile("[0-9]{1,128}");

  ShardRange {
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("the range ends before it begins");
    }
  }

  /**
   * The number that a sequence number is.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static BigInteger sequenceNumber(@Nullable String text) {
    if (text == null || !SEQUENCE_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("a sequence number is digits, and not \"" + text + "\"");
    }
    return new BigInteger(text);
  }
}
