package dev.iotpipeline.local.run.verdict;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Durations, collected from any thread and summed up as percentiles. */
final class Latency {

  /** Three significant digits, microseconds up to an hour; what takes longer counts as an hour. */
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);

  void record(long nanos) {
    micros.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, nanos / 1_000)));
  }

  LatencySummary summary() {
    return new LatencySummary(millis(50), millis(99));
  }

  private double millis(double percentile) {
    return Math.round(micros.getValueAtPercentile(percentile) / 100.0) / 10.0;
  }
}
