package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.lambda.DeadLetter;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch;
import dev.iotpipeline.local.aws.sqs.LocalQueue;
import dev.iotpipeline.local.aws.sqs.QueueApi;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The queues of what was given up, where it waits to be put back. */
final class DeadLetterQueues {

  private final LocalQueue batches;
  private final LocalQueue alerts;

  DeadLetterQueues(Clock clock) {
    batches = new LocalQueue(ResourceNames.FAILED_BATCHES_QUEUE, clock);
    alerts = new LocalQueue(ResourceNames.FAILED_ALERTS_QUEUE, clock);
  }

  void take(DiscardedBatch batch) {
    batches.send(batch.toJson(), Map.of());
  }

  void take(DeadLetter alert) {
    alerts.send(alert.body(), alert.attributes());
  }

  /** How many wait. */
  DeadLetters counts() {
    return new DeadLetters(batches.size(), alerts.size());
  }

  /** For whoever puts them back. */
  QueueApi api() {
    return new QueueApi(List.of(batches, alerts));
  }
}
