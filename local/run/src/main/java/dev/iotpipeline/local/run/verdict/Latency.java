package dev.iotpipeline.local.run.verdict;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Durations, collected from any thread and summed up as percentiles. */
final class Latency {

  /** Three significant digits, microseconds up to an hour; what takes longer counts as an hour. */
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
  private final Recorder recent = new Recorder(HIGHEST_MICROS, 2);

  void record(long nanos) {
    long value = Math.min(HIGHEST_MICROS, Math.max(0, nanos / 1_000));
    micros.recordValue(value);
    recent.recordValue(value);
  }

  /** What was recorded since the last call, in microseconds. */
  Histogram takeRecent() {
    return recent.getIntervalHistogram();
  }

  LatencySummary summary() {
    return new LatencySummary(millis(50), millis(99));
  }

  private double millis(double percentile) {
    return Math.round(micros.getValueAtPercentile(percentile) / 100.0) / 10.0;
  }
}
