package dev.iotpipeline.fleet;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of many values of one measurement. Count, least and greatest value are exact to the
 * precision of a {@code double}, mean and standard deviation but for its rounding. A percentile is
 * within 1 % of the value at its place in the sorted values, whatever was merged in which order.
 *
 * <p>The sketch tells values apart whose magnitude is from 0.001 to 1,000,000 units. A smaller one
 * counts there as 0, and a greater one as 1,000,000, so that a device that sends absurd values does
 * not make the sketch any larger.
 */
public final class MeasurementStatistics {

  /** How far a percentile may be from the value at its place, as a share of that value. */
  public static final double RELATIVE_ERROR = 0.01;

  private static final double SMALLEST = 0.001;
  private static final double LARGEST = 1_000_000;

  /** CloudWatch takes values up to 2 to the power of 360, which is more than this. */
  private static final double LARGEST_METRIC_VALUE = 1e108;

  private final DDSketch sketch;
  private long count;
  private double mean;

  /** The sum of the squared distances from the mean. */
  private double squares;

  private double min;
  private double max;

  /** Statistics of no value. */
  MeasurementStatistics() {
    this(
        new DDSketch(new LogarithmicMapping(RELATIVE_ERROR), UnboundedSizeDenseStore::new),
        new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }

  private MeasurementStatistics(DDSketch sketch, Moments moments) {
    this.sketch = sketch;
    this.count = moments.count();
    this.mean = moments.mean();
    this.squares = moments.squares();
    this.min = moments.min();
    this.max = moments.max();
  }

  /** All that is known besides the sketch; the sum of squares is that of distances to the mean. */
  record Moments(long count, double mean, double squares, double min, double max) {}

  /**
   * Statistics that were written down.
   *
   * @throws IOException if the bytes are no sketch, or one of another number of values
   */
  static MeasurementStatistics of(Moments moments, byte[] sketch) throws IOException {
    DDSketch decoded = DDSketch.decode(ByteArrayInput.wrap(sketch), UnboundedSizeDenseStore::new);
    if (decoded.getCount() != moments.count()) {
      throw new IOException(
          "a sketch of " + decoded.getCount() + " values for a count of " + moments.count());
    }
    return new MeasurementStatistics(decoded, moments);
  }

  /** Counts a value (Welford). */
  void add(double value) {
    count++;
    double fromMean = value - mean;
    mean += fromMean / count;
    squares += fromMean * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
    double magnitude = Math.abs(value);
    sketch.accept(magnitude < SMALLEST ? 0 : Math.copySign(Math.min(magnitude, LARGEST), value));
  }

  /** Counts what others have counted (Chan, Golub and LeVeque). */
  void addAll(MeasurementStatistics other) {
    if (other.count == 0) {
      return;
    }
    long both = count + other.count;
    double apart = other.mean - mean;
    double share = (double) other.count / both;
    squares += other.squares + apart * apart * share * count;
    mean += apart * share;
    count = both;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    sketch.mergeWith(other.sketch);
  }

  /** How many values. */
  public long count() {
    return count;
  }

  /** 0 if there is no value. */
  public double mean() {
    return mean;
  }

  /** Infinite if there is no value. */
  public double min() {
    return min;
  }

  /** Infinite, less than 0, if there is no value. */
  public double max() {
    return max;
  }

  /** Of these values and not of others that they stand for; 0 if there is no value. */
  public double standardDeviation() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /**
   * The value at a place in the sorted values, within {@link #RELATIVE_ERROR}.
   *
   * @param quantile from 0 to 1; the place is this times (count - 1), rounded down, from 0
   * @throws java.util.NoSuchElementException if there is no value
   */
  public double percentile(double quantile) {
    return Math.min(Math.max(sketch.getValueAtQuantile(quantile), min), max);
  }

  Moments moments() {
    return new Moments(count, mean, squares, min, max);
  }

  /** The sketch in its library's own encoding. */
  byte[] sketchBytes() {
    GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
    try {
      sketch.encode(bytes, false);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return bytes.trimmedCopy();
  }

  /**
   * The sketch as values with the number of times that each counts. The least and the greatest are
   * there as they were, so that whoever reads these values finds them.
   */
  SortedMap<Double, Long> distribution() {
    SortedMap<Double, Long> counts = new TreeMap<>();
    IndexMapping mapping = sketch.getIndexMapping();
    sketch
        .getNegativeValueStore()
        .forEach((bin, times) -> add(counts, -mapping.value(bin), Math.round(times)));
    sketch
        .getPositiveValueStore()
        .forEach((bin, times) -> add(counts, mapping.value(bin), Math.round(times)));
    add(counts, 0, count - counts.values().stream().mapToLong(Long::longValue).sum());
    if (count > 0) {
      double least = counts.firstKey();
      double greatest = counts.lastKey();
      add(counts, least, -1);
      add(counts, min, 1);
      if (count > 1) {
        add(counts, greatest, -1);
        add(counts, max, 1);
      }
    }
    return counts;
  }

  private void add(SortedMap<Double, Long> counts, double value, long times) {
    double within = Math.max(min, Math.min(value, max));
    double metric = Math.max(-LARGEST_METRIC_VALUE, Math.min(within, LARGEST_METRIC_VALUE));
    counts.merge(metric, times, Long::sum);
    counts.remove(metric, 0L);
  }
}
