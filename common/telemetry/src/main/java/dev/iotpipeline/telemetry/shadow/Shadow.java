package dev.iotpipeline.telemetry.shadow;

import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device from all its readings up to one record of the stream.
 *
 * @param last the newest reading, by the device's clock
 * @param place the record up to which this holds
 * @param heardAt when the stream took a record of the device last
 * @param readings how many of its readings were judged
 * @param window the temperatures that a rise is measured from
 * @param breaches what is wrong, by the code of the anomaly; also what is not raised yet
 */
public record Shadow(
    Reading last,
    Place place,
    Instant heardAt,
    long readings,
    TemperatureWindow window,
    SortedMap<String, Breach> breaches) {

  /** A clock that is further ahead of the stream's is wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  public Shadow {
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(heardAt, "heardAt");
    Objects.requireNonNull(window, "window");
    breaches = Collections.unmodifiableSortedMap(new TreeMap<>(breaches));
  }

  /** The device. */
  public String deviceId() {
    return last.deviceId();
  }

  /** Whether a record is one of those that this was made from. */
  public boolean covers(String sequenceNumber) {
    return place.sequenceNumber().compareTo(sequenceNumber) >= 0;
  }

  /** Whether the newest reading is from a clock that was ahead of the stream's. */
  boolean isAhead() {
    return isAhead(last, heardAt);
  }

  static boolean isAhead(Reading reading, Instant arrival) {
    return reading.timestamp().isAfter(arrival.plus(CLOCK_TOLERANCE));
  }

  /**
   * The same device, silent.
   *
   * @param toldAt when people were told; null before that
   */
  public Shadow silent(@Nullable Instant toldAt) {
    SortedMap<String, Breach> all = new TreeMap<>(breaches);
    all.put(Notice.SILENT, new Breach(heardAt, 0, null, toldAt));
    return new Shadow(last, place, heardAt, readings, window, all);
  }

  /** Whether the device was found silent. */
  public boolean isSilent() {
    return breaches.containsKey(Notice.SILENT);
  }

  /** Whether people have been told that nothing is heard of the device. */
  public boolean isToldSilent() {
    Breach silence = breaches.get(Notice.SILENT);
    return silence != null && silence.isRaised();
  }
}
