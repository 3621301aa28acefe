package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.consumer.Retries.GivenUp;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The log of one batch, with a limit per event: what goes wrong for one record tends to go wrong
 * for thousands, and ten thousand lines tell no more than twenty and a count. Safe for use by any
 * number of threads.
 */
final class BatchLog {

  static final int LINES_PER_EVENT = 20;

  private final EventLog log;
  private final Map<String, Integer> counts = new TreeMap<>();

  BatchLog(EventLog log) {
    this.log = log;
  }

  /** Something went wrong that a retry or the failure destination answers. */
  void warn(String event, Object... fields) {
    if (isWithinLimit(event)) {
      log.warn(event, fields);
    }
  }

  /**
   * Something could not be done. If it was for lack of time, Lambda's retry is the answer; if it
   * would fail again however often it is tried, a person has to look.
   */
  void givenUp(String event, GivenUp why, Object... fields) {
    if (!isWithinLimit(event)) {
      return;
    }
    Object[] withReason = Arrays.copyOf(fields, fields.length + 2);
    withReason[fields.length] = "reason";
    withReason[fields.length + 1] = why.reason();
    if (why.isHopeless()) {
      log.error(event, withReason);
    } else {
      log.warn(event, withReason);
    }
  }

  private synchronized boolean isWithinLimit(String event) {
    return counts.merge(event, 1, Integer::sum) <= LINES_PER_EVENT;
  }

  /** Says how many lines were left out, one line per event; called once, when the batch is done. */
  synchronized void close() {
    counts.forEach(
        (event, count) -> {
          if (count > LINES_PER_EVENT) {
            log.warn("lines_left_out", "of_event", event, "count", count - LINES_PER_EVENT);
          }
        });
  }
}
