package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries.GivenUp;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The log of one batch, with a limit per event: what goes wrong for one record often goes wrong for
 * thousands, and twenty lines with a count say as much as ten thousand lines. Safe for use by any
 * number of threads.
 */
final class BatchLog {

  private static final int LINES_PER_EVENT = 20;

  private final EventLog log;
  private final Map<String, Integer> counts = new TreeMap<>();

  BatchLog(EventLog log) {
    this.log = log;
  }

  /** Something went wrong; a retry or the failure destination deals with it. */
  void warn(String event, Consumer<EventLog.Line> fields) {
    if (isWithinLimit(event)) {
      write(log.warn(event), fields);
    }
  }

  /**
   * Something could not be done. If there was no time left, Lambda's retry does it: a warning. If
   * every retry would fail as well, a person has to look: an error.
   */
  void givenUp(String event, GivenUp why, Consumer<EventLog.Line> fields) {
    if (isWithinLimit(event)) {
      EventLog.Line line = why.isPermanent() ? log.error(event) : log.warn(event);
      write(line, fields.andThen(last -> last.with("reason", why.reason())));
    }
  }

  private static void write(EventLog.Line line, Consumer<EventLog.Line> fields) {
    fields.accept(line);
    line.write();
  }

  private synchronized boolean isWithinLimit(String event) {
    return counts.merge(event, 1, Integer::sum) <= LINES_PER_EVENT;
  }

  /** Logs how many lines were left out, one line per event; called once, when the batch is done. */
  synchronized void close() {
    counts.forEach(
        (event, count) -> {
          if (count > LINES_PER_EVENT) {
            log.warn("lines_left_out")
                .with("of_event", event)
                .with("count", count - LINES_PER_EVENT)
                .write();
          }
        });
  }
}
