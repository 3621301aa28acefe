package dev.iotpipeline.redrive;

import java.math.BigInteger;

/**
 * Records that follow each other in a shard.
 *
 * @param shardId the shard
 * @param from the first record's sequence number
 * @param to the last record's
 */
record ShardRange(String shardId, BigInteger from, BigInteger to) {

  ShardRange {
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("the range ends before it begins");
    }
  }
}
