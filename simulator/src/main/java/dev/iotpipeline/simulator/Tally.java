package dev.iotpipeline.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** The counts of a run. Safe for use by any number of threads. */
final class Tally {

  private static final long LONGEST_CALL_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final LongAdder published = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final LongAdder neverBegun = new LongAdder();
  private final ConcurrentHistogram callMicros = new ConcurrentHistogram(LONGEST_CALL_MICROS, 3);

  void published(Duration callTime) {
    published.increment();
    callMicros.recordValue(Math.min(LONGEST_CALL_MICROS, callTime.toNanos() / 1_000));
  }

  void failed() {
    failed.increment();
  }

  void neverBegun(long readings) {
    neverBegun.add(readings);
  }

  void throttled() {
    throttled.increment();
  }

  SimulationSummary summary(Duration elapsed) {
    long count = published.sum();
    double seconds = elapsed.toNanos() / 1e9;
    return new SimulationSummary(
        count,
        failed.sum(),
        neverBegun.sum(),
        throttled.sum(),
        elapsed,
        seconds > 0 ? count / seconds : 0,
        callMicros.getValueAtPercentile(50) / 1e3,
        callMicros.getValueAtPercentile(99) / 1e3);
  }
}
