package dev.iotpipeline.local.aws.kinesis;

/** A shard has taken its 1,000 records or 1 MiB of this second; the producer has to come again. */
public final class ThroughputExceededException extends RuntimeException {

  ThroughputExceededException(String shardId) {
    super("Rate exceeded for shard " + shardId, null, false, false);
  }
}
