package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.Condition;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.RequestContext;

/** Tells the failure destination and the log of what a shard's lane gives up. */
record Discards(MappingContext context, String streamArn, String shardId) {

  /** The end of a window, which brings no records: a failure destination has nothing to hear. */
  void discard(TumblingWindow window, Condition condition) {
    context
        .log()
        .error("window_discarded")
        .with("shard", shardId)
        .with("window_start", window.start().toString())
        .with("reason", condition.code())
        .write();
  }

  /** Never fails: the checkpoint moves on even if nobody hears of it, as on AWS. */
  void discard(Batch batch, Condition condition, Attempts attempts) {
    context
        .log()
        .error("batch_discarded")
        .with("shard", shardId)
        .with("sequence_number", batch.records().get(0).sequenceNumber())
        .with("records", batch.size())
        .with("reason", condition.code())
        .write();
    try {
      context.destination().accept(notification(batch, condition, attempts));
    } catch (RuntimeException e) {
      context
          .log()
          .error("failure_destination_failed")
          .with("shard", shardId)
          .with("reason", e)
          .write();
    }
  }

  /**
   * Records that are too old were not given up because of a response, so the notice has none; and
   * AWS counts them as invoked once even if they never were.
   */
  private DiscardedBatch notification(Batch batch, Condition condition, Attempts attempts) {
    String requestId = attempts.requestId().orElseGet(context.requestIds());
    int invocations = Math.max(1, attempts.invocations());
    return new DiscardedBatch(
        new RequestContext(requestId, context.function().arn(), condition, invocations),
        condition == Condition.RECORD_AGE_EXCEEDED ? null : attempts.response().orElse(null),
        context.clock().instant(),
        shardId,
        streamArn,
        batch.records());
  }
}
