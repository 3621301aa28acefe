package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A second of a run.
 *
 * @param at its end
 * @param total what has passed through the pipeline since the start
 * @param passed what has passed through it in this second
 * @param latencies of what was done in this second
 * @param backlog at its end
 * @param database how the database is at its end, in one word
 */
public record Second(
    Instant at,
    LiveCounts total,
    LiveCounts passed,
    RecentLatencies latencies,
    Backlog backlog,
    String database) {

  /** A percentile of a latency in milliseconds, with one decimal; null if nothing was recorded. */
  static @Nullable Double millis(Histogram micros, double percentile) {
    return micros.getTotalCount() == 0
        ? null
        : Math.round(micros.getValueAtPercentile(percentile) / 100.0) / 10.0;
  }
}
