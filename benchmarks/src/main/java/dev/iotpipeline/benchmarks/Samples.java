package dev.iotpipeline.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measured times. */
final class Samples {

  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final List<Duration> times = new ArrayList<>();

  void add(Duration time) {
    times.add(time);
  }

  /** Forgets them. */
  void clear() {
    times.clear();
  }

  int count() {
    return times.size();
  }

  /** In milliseconds; NaN if nothing was measured. */
  double median() {
    return percentile(0.5);
  }

  /**
   * The time at a place in the sorted times, in milliseconds; NaN if nothing was measured.
   *
   * @param share from 0 to 1; between two places, the mean of both counts
   */
  double percentile(double share) {
    if (times.isEmpty()) {
      return Double.NaN;
    }
    List<Duration> sorted = times.stream().sorted().toList();
    double place = share * (sorted.size() - 1);
    return (milliseconds(sorted.get((int) Math.floor(place)))
            + milliseconds(sorted.get((int) Math.ceil(place))))
        / 2;
  }

  static double milliseconds(Duration time) {
    return time.toNanos() / NANOS_PER_MILLISECOND;
  }
}
