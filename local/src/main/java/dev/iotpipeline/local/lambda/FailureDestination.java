package dev.iotpipeline.local.lambda;

/** Where a mapping reports what it gives up. */
@FunctionalInterface
public interface FailureDestination {

  /** Takes the report of one batch; from any of the mapping's threads. */
  void accept(DiscardedBatch batch);
}
