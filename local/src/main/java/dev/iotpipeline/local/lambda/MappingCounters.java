package dev.iotpipeline.local.lambda;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a mapping has done. Every record that was taken from the stream is handled, given up or
 * still under way; a failed invocation is one of the invocations.
 */
final class MappingCounters {

  private final AtomicLong invocations = new AtomicLong();
  private final AtomicLong failedInvocations = new AtomicLong();
  private final AtomicLong recordsHandled = new AtomicLong();
  private final AtomicLong recordsDiscarded = new AtomicLong();

  void invoked() {
    invocations.incrementAndGet();
  }

  void failed() {
    failedInvocations.incrementAndGet();
  }

  void handled(int records) {
    recordsHandled.addAndGet(records);
  }

  void discarded(int records) {
    recordsDiscarded.addAndGet(records);
  }

  long invocations() {
    return invocations.get();
  }

  long failedInvocations() {
    return failedInvocations.get();
  }

  long recordsHandled() {
    return recordsHandled.get();
  }

  long recordsDiscarded() {
    return recordsDiscarded.get();
  }
}
