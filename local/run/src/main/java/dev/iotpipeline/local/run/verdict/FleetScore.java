package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.fleet.FleetStatistics;
import dev.iotpipeline.fleet.FleetWindow;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Knows what the statistics of the fleet have to say, from every record that the stream takes. Its
 * memory grows with the devices and with how many values differ in their first four digits, and not
 * with the readings. Safe for use by any number of threads.
 */
public final class FleetScore {

  /** What percentiles are compared at; the statistics give these. */
  private static final List<Double> QUANTILES = List.of(0.0, 0.5, 0.95, 0.99, 1.0);

  /** Rounds by 0.05 % at most, which is little beside the error of the statistics. */
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private final AnomalyDetector detector;
  private final Duration window;
  private final Notes notes;

  /** By shard, the window that its last record is in. */
  private final Map<String, WindowScore> open = new HashMap<>();

  private final Set<String> devices = new HashSet<>();
  private final Map<Measurement, SortedMap<Double, Long>> values = new EnumMap<>(Measurement.class);
  private long readings;
  private long anomalous;
  private long rejected;

  /**
   * @param thresholds what makes a reading anomalous
   * @param window how long a window of time is; zero if nobody keeps statistics
   * @param notes takes what each window has to say, once it is over
   */
  FleetScore(Thresholds thresholds, Duration window, Notes notes) {
    this.detector = new AnomalyDetector(thresholds);
    this.window = window;
    this.notes = notes;
    for (Measurement measurement : Measurement.values()) {
      values.put(measurement, new TreeMap<>());
    }
  }

  /** The stream takes a record into a shard. */
  public synchronized void accepted(StreamRecord record, String shardId) {
    if (window.isZero()) {
      return;
    }
    WindowScore score = scoreOf(record, shardId);
    try {
      Reading reading = ReadingJson.parse(record.data());
      boolean isAnomalous = !detector.detect(reading).isEmpty();
      score.add(reading, isAnomalous);
      readings++;
      anomalous += isAnomalous ? 1 : 0;
      devices.add(reading.deviceId());
      values.forEach(
          (measurement, counts) ->
              counts.merge(rounded(reading.value(measurement)), 1L, Long::sum));
    } catch (RejectedReadingException e) {
      rejected++;
      score.addRejected();
    }
  }

  /** A shard's windows follow one another, also if the clock is set back. */
  private WindowScore scoreOf(StreamRecord record, String shardId) {
    Instant start = NoticeRow.start(record.approximateArrival(), window);
    WindowScore before = open.get(shardId);
    if (before != null && !start.isAfter(before.start)) {
      return before;
    }
    if (before != null) {
      note(before, notes);
    }
    WindowScore score = new WindowScore(start, window, shardId);
    open.put(shardId, score);
    return score;
  }

  private static void note(WindowScore score, Notes to) {
    to.add(NoteKey.ofWindow(score.name()), Note.Kind.DUE, Image.write(score.image()));
  }

  /** Notes what the windows have to say that no other has followed yet. */
  synchronized void noteOpen(Notes now) {
    open.values().forEach(score -> note(score, now));
  }

  private static double rounded(BigDecimal value) {
    return value.round(FOUR_DIGITS).doubleValue();
  }

  /**
   * Compares the windows of the run with what the stream took.
   *
   * @param windows as the table has them
   * @param readingsInMetrics the sum of the metric {@code Readings}
   * @param windowsInDoubt windows whose metrics may have been sent twice
   */
  public synchronized FleetCheck check(
      List<FleetWindow> windows, long readingsInMetrics, long windowsInDoubt) {
    FleetStatistics all =
        windows.stream()
            .map(FleetWindow::statistics)
            .reduce(FleetStatistics::merge)
            .orElseGet(FleetStatistics::new);
    return new FleetCheck(
        windows.size(),
        all.readings(),
        readings,
        all.anomalous(),
        anomalous,
        all.rejected(),
        rejected,
        all.devices(),
        devices.size(),
        readingsInMetrics,
        windowsInDoubt,
        windows.stream().filter(FleetWindow::incomplete).count(),
        all.readings() == readings ? worstError(all) : 1);
  }

  private double worstError(FleetStatistics all) {
    double worst = 0;
    for (Measurement measurement : Measurement.values()) {
      if (all.of(measurement).count() != readings) {
        return 1;
      }
      for (double quantile : readings == 0 ? List.<Double>of() : QUANTILES) {
        double exact = exact(measurement, quantile);
        double distance = Math.abs(all.of(measurement).percentile(quantile) - exact);
        worst = Math.max(worst, distance == 0 ? 0 : distance / Math.abs(exact));
      }
    }
    return worst;
  }

  /** The value at the place that {@code MeasurementStatistics.percentile} names. */
  private double exact(Measurement measurement, double quantile) {
    long left = (long) (quantile * (readings - 1));
    for (Map.Entry<Double, Long> value :
        values.getOrDefault(measurement, new TreeMap<>()).entrySet()) {
      left -= value.getValue();
      if (left < 0) {
        return value.getKey();
      }
    }
    throw new IllegalStateException("fewer values than readings");
  }
}
