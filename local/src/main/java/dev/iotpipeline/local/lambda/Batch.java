package dev.iotpipeline.local.lambda;

import dev.iotpipeline.local.kinesis.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records that are invoked together, and what has been tried with them.
 *
 * @param records at least one, in stream order
 * @param retries how much of the retry budget is used up
 * @param refusals how often in a row the function was throttled; costs no retry
 * @param invocations how often the function was invoked with the first of these records
 * @param notBefore when to try (again)
 */
record Batch(
    List<StreamRecord> records, int retries, int refusals, int invocations, Instant notBefore) {

  /** Lambda says "exponential backoff" and no more; these keep a shard's wait short. */
  private static final long FIRST_WAIT_MILLIS = 500;

  private static final long LONGEST_WAIT_MILLIS = 30_000;

  static Batch of(List<StreamRecord> records, Instant now) {
    return new Batch(records, 0, 0, 0, now);
  }

  Batch invoked() {
    return new Batch(records, retries, refusals, invocations + 1, notBefore);
  }

  /** The same again, at the cost of a retry. */
  Batch retried(Instant now) {
    return new Batch(records, retries + 1, 0, invocations, now.plus(backoff(retries + 1)));
  }

  /** The same again, since nothing was run. */
  Batch throttled(Instant now) {
    return new Batch(
        records, retries, refusals + 1, invocations, now.plus(backoff(refusals + 1)));
  }

  /** The checkpoint has moved to this index: what is left has a retry budget of its own. */
  Batch restFrom(int index, Instant now) {
    return new Batch(
        records.subList(index, records.size()), 0, 0, invocations, now.plus(backoff(1)));
  }

  /** Half of it; splitting costs no retry, and there is nothing to wait for. */
  Batch part(int from, int to, Instant now) {
    return new Batch(records.subList(from, to), retries, 0, invocations, now);
  }

  /** What is left once some records have become too old. */
  Batch with(List<StreamRecord> left) {
    return new Batch(left, retries, refusals, invocations, notBefore);
  }

  private static Duration backoff(int failures) {
    int doublings = Math.min(failures - 1, 16);
    return Duration.ofMillis(Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << doublings));
  }
}
