package dev.iotpipeline.local.aws.lambda.mapping;

/** Takes note of records that an event source mapping has given up. */
@FunctionalInterface
public interface FailureDestination {

  /** Called once a batch, from the thread of its lane; what it throws is logged, not retried. */
  void accept(DiscardedBatch batch);
}
