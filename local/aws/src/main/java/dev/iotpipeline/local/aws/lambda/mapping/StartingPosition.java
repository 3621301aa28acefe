package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.LocalShard;

/** Where a new event source mapping begins to read. */
public enum StartingPosition {
  /** At the oldest record that the stream still holds. */
  TRIM_HORIZON,

  /**
   * Behind the newest record. As on AWS, a record that arrives while the mapping is created can be
   * missed.
   */
  LATEST;

  /** The position in a shard at this moment. */
  long in(LocalShard shard) {
    return this == LATEST ? shard.end() : shard.oldest();
  }
}
