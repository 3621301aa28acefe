package dev.iotpipeline.local.aws.lambda.mapping;

import java.util.concurrent.atomic.LongAdder;

/** Counts for all lanes of a mapping; see {@link MappingCounts} for what each means. */
final class MappingCounters {

  final LongAdder batches = new LongAdder();
  final LongAdder failedBatches = new LongAdder();
  final LongAdder throttles = new LongAdder();
  final LongAdder recordsHandled = new LongAdder();
  final LongAdder recordsDiscarded = new LongAdder();
  final LongAdder windowsDiscarded = new LongAdder();

  MappingCounts counts() {
    return new MappingCounts(
        batches.sum(),
        failedBatches.sum(),
        throttles.sum(),
        recordsHandled.sum(),
        recordsDiscarded.sum(),
        windowsDiscarded.sum());
  }
}
