package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The anomalies that a pipeline has to find in the readings of a stream. It keeps the temperatures
 * of each device in a plain list and looks through all of it, and shares none of the pipeline's
 * code for a rise, so that it can tell whether that is right.
 *
 * <p>A temperature rises if it is more than the threshold above the lowest one of the window before
 * it. Only a reading that is newer than all before it can rise. If the newest one came from a clock
 * that was ahead, a reading whose clock is right begins anew.
 *
 * <p>Safe for use by many threads, if the readings of one device come one after the other.
 */
public final class TrueAnomalies {

  /** A clock that is further ahead is wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final Thresholds thresholds;
  private final AnomalyDetector detector;
  private final Map<String, Past> pasts = new ConcurrentHashMap<>();

  /**
   * @param thresholds of the pipeline
   */
  public TrueAnomalies(Thresholds thresholds) {
    this.thresholds = thresholds;
    this.detector = new AnomalyDetector(thresholds);
  }

  /**
   * The anomalies of a device's next reading, in the order of {@link AnomalyKind}.
   *
   * @param arrival when the stream took the reading; a few seconds do not matter
   */
  public List<Anomaly> next(Reading reading, Instant arrival) {
    List<Anomaly> anomalies = new ArrayList<>(detector.detect(reading));
    pasts
        .computeIfAbsent(reading.deviceId(), id -> new Past())
        .lowestBefore(reading, arrival, thresholds.riseWindow())
        .flatMap(lowest -> rise(reading, lowest))
        .ifPresent(anomalies::add);
    return anomalies;
  }

  private Optional<Anomaly> rise(Reading reading, BigDecimal lowest) {
    if (reading.temperature().subtract(lowest).compareTo(thresholds.temperatureRise()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Anomaly(
            AnomalyKind.TEMPERATURE_RISING,
            reading.temperature(),
            thresholds.temperatureRise(),
            new Anomaly.Rise(lowest, thresholds.riseWindow())));
  }

  /** What is known of one device. */
  private static final class Past {

    private final List<Reading> readings = new ArrayList<>();
    private Instant newest = Instant.MIN;
    private Instant heard = Instant.MIN;

    /** The lowest temperature of the window before a reading, if it can rise; then remembers it. */
    Optional<BigDecimal> lowestBefore(Reading reading, Instant arrival, Duration window) {
      if (!readings.isEmpty() && isAhead(newest, heard) && !isAhead(reading.timestamp(), arrival)) {
        readings.clear();
        newest = Instant.MIN;
      }
      heard = heard.isAfter(arrival) ? heard : arrival;
      Optional<BigDecimal> lowest = Optional.empty();
      if (reading.timestamp().isAfter(newest)) {
        newest = reading.timestamp();
        // The next windows begin later, so what is too old for this one is so for good.
        readings.removeIf(earlier -> earlier.timestamp().isBefore(newest.minus(window)));
        lowest = readings.stream().map(Reading::temperature).min(BigDecimal::compareTo);
      }
      readings.add(reading);
      return lowest;
    }

    private static boolean isAhead(Instant timestamp, Instant arrival) {
      return timestamp.isAfter(arrival.plus(CLOCK_TOLERANCE));
    }
  }
}
