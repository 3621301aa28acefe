package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A shard and the lanes that share it. */
record ShardLanes(LocalShard shard, LocalShard.Hold hold, List<ShardLane> lanes) {

  /** Every record before this position is done, whichever lane it fell to. */
  private long checkpoint() {
    return lanes.stream().mapToLong(ShardLane::checkpoint).min().orElseThrow();
  }

  /** Lets the shard forget what no lane will read again. */
  void release() {
    hold.release(checkpoint());
  }

  /** When the shard took the oldest record that is not done; empty if all are. */
  Optional<Instant> oldest() {
    return shard.read(checkpoint(), 1).stream().findFirst().map(StreamRecord::approximateArrival);
  }

  /** Whether every record that the shard has taken is done, and every window that they opened. */
  boolean isIdle() {
    // The end first: a record that arrives in between is not part of the question.
    long end = shard.end();
    return checkpoint() >= end && lanes.stream().noneMatch(ShardLane::hasOpenWindow);
  }
}
