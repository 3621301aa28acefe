package dev.iotpipeline.local.run.verdict;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the statistics of one measurement's values have to say. */
final class ValueScore {

  /** In front of what is not in the item but in the metrics. */
  static final String IN_METRICS = "~";

  /** DynamoDB's limits of a number. */
  private static final double SMALLEST_NUMBER = 1e-130;

  private static final double LARGEST_NUMBER = 9.99e125;

  /** CloudWatch's limit of a value, in round numbers. */
  private static final double LARGEST_METRIC_VALUE = 1e108;

  /** The sketch tells values of these magnitudes apart. */
  private static final double SMALLEST = 0.001;

  private static final double LARGEST = 1_000_000;

  private static final Map<String, Double> PERCENTILES =
      Map.of("p50", 0.5, "p95", 0.95, "p99", 0.99);

  private final DDSketch sketch =
      new DDSketch(new LogarithmicMapping(0.01), UnboundedSizeDenseStore::new);
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  void add(double value) {
    count++;
    double fromMean = value - mean;
    mean += fromMean / count;
    squares += fromMean * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
    double magnitude = Math.min(Math.abs(value), LARGEST);
    sketch.accept(magnitude < SMALLEST ? 0 : Math.copySign(magnitude, value));
  }

  /** Puts what an item says under this name. */
  void putInto(String name, SortedMap<String, String> image) {
    image.put(name, ShadowImage.MAP);
    image.put(name + ".count", Image.number(BigDecimal.valueOf(count)));
    image.put(name + ".mean", number(mean));
    image.put(name + ".standard_deviation", number(Math.sqrt(squares / count)));
    image.put(name + ".min", number(min));
    image.put(name + ".max", number(max));
    PERCENTILES.forEach(
        (percentile, quantile) ->
            image.put(
                name + "." + percentile, number(within(sketch.getValueAtQuantile(quantile)))));
    image.put(name + ".sketch", shown(sketch));
    image.put(IN_METRICS + name, Double.toString(sumInMetrics()));
  }

  private double within(double value) {
    return Math.max(min, Math.min(value, max));
  }

  private static String number(double number) {
    double storable = Math.abs(number) < SMALLEST_NUMBER ? 0 : number;
    return Image.number(
        BigDecimal.valueOf(Math.max(-LARGEST_NUMBER, Math.min(storable, LARGEST_NUMBER))));
  }

  /** The metric has the middle of each bin, but the least and the greatest value as they are. */
  private double sumInMetrics() {
    TreeMap<Double, Long> values = new TreeMap<>();
    bins(sketch).forEach((value, times) -> values.merge(metric(within(value)), times, Long::sum));
    double sum = values.entrySet().stream().mapToDouble(e -> e.getKey() * e.getValue()).sum();
    sum += metric(min) - values.firstKey();
    return count > 1 ? sum + metric(max) - values.lastKey() : sum;
  }

  private static double metric(double value) {
    return Math.max(-LARGEST_METRIC_VALUE, Math.min(value, LARGEST_METRIC_VALUE));
  }

  /** The values that a sketch tells apart, and how many there are of each. */
  private static SortedMap<Double, Long> bins(DDSketch sketch) {
    SortedMap<Double, Long> bins = new TreeMap<>();
    sketch
        .getNegativeValueStore()
        .forEach((bin, times) -> put(-sketch.getIndexMapping().value(bin), times, bins));
    sketch
        .getPositiveValueStore()
        .forEach((bin, times) -> put(sketch.getIndexMapping().value(bin), times, bins));
    long others = bins.values().stream().mapToLong(times -> times).sum();
    put(0.0, sketch.getCount() - others, bins);
    return bins;
  }

  private static void put(double value, double times, SortedMap<Double, Long> bins) {
    if (times > 0) {
      bins.merge(value, Math.round(times), Long::sum);
    }
  }

  /** What a sketch holds, in one form for one content; what else the bytes are if it is none. */
  static String bins(byte[] bytes) {
    try {
      DDSketch decoded = DDSketch.decode(ByteArrayInput.wrap(bytes), UnboundedSizeDenseStore::new);
      return shown(decoded);
    } catch (IOException | RuntimeException e) {
      return "no sketch " + Image.hash(bytes);
    }
  }

  private static String shown(DDSketch sketch) {
    return "bins " + Image.hash(bins(sketch).toString().getBytes(StandardCharsets.UTF_8));
  }
}
