package dev.iotpipeline.fleet;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.telemetry.Measurement;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted of a window so far, and the state that carries it from one invocation to
 * the next. As a rule it is all of the window up to now. If Lambda ends a window early, or a state
 * is lost, it is the part since then.
 *
 * <p>The state has at most {@link #LARGEST_STATE} bytes, whatever the window holds: 4 KB for the
 * devices and three sketches of at most 2,074 bins, of which each takes at most 9 bytes; a third
 * more in Base64; and less than 1 KB for the numbers. Lambda allows 1 MB.
 */
final class WindowPart {

  static final int LARGEST_STATE = 85_000;

  /** Of the state's form; to be changed with it. */
  private static final String VERSION = "1";

  private static final String VERSION_KEY = "version";
  private static final String COUNTS_KEY = "counts";
  private static final String DEVICES_KEY = "devices";
  private static final String FIRST_KEY = "first";
  private static final String LAST_KEY = "last";
  private static final String INCOMPLETE_KEY = "incomplete";
  private static final String SKETCH_OF = "_sketch";

  private final FleetStatistics statistics;
  private final boolean isIncomplete;
  private String first;
  private String last;

  /**
   * @param isIncomplete whether the window held more records before, of which nothing is known
   * @param first the first sequence number; {@code ""} if there is none
   * @param last the last one, padded; {@code ""} if there is none
   */
  WindowPart(FleetStatistics statistics, boolean isIncomplete, String first, String last) {
    this.statistics = statistics;
    this.isIncomplete = isIncomplete;
    this.first = first;
    this.last = last;
  }

  /** The beginning of a window: nothing is counted. */
  static WindowPart begin() {
    return new WindowPart(new FleetStatistics(), false, "", "");
  }

  /** A beginning in the middle: what the window held before is not known any more. */
  static WindowPart beginAgain() {
    return new WindowPart(new FleetStatistics(), true, "", "");
  }

  /**
   * The part that a state describes; a beginning if the state is empty.
   *
   * @return empty if the state is of another version, or broken
   */
  static Optional<WindowPart> of(@Nullable Map<String, String> state) {
    if (state == null || state.isEmpty()) {
      return Optional.of(begin());
    }
    try {
      return VERSION.equals(state.get(VERSION_KEY)) ? Optional.of(read(state)) : Optional.empty();
    } catch (IOException | RuntimeException broken) {
      return Optional.empty();
    }
  }

  private static WindowPart read(Map<String, String> state) throws IOException {
    String[] counts = text(state, COUNTS_KEY).split(" ", -1);
    Map<Measurement, MeasurementStatistics> measurements = new EnumMap<>(Measurement.class);
    for (Measurement measurement : Measurement.values()) {
      measurements.put(measurement, measurement(state, measurement.field()));
    }
    return new WindowPart(
        new FleetStatistics(
            new FleetStatistics.Counts(
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                Long.parseLong(counts[2]),
                Long.parseLong(counts[3])),
            DeviceCount.of(bytes(state, DEVICES_KEY)),
            measurements),
        state.containsKey(INCOMPLETE_KEY),
        text(state, FIRST_KEY),
        text(state, LAST_KEY));
  }

  private static MeasurementStatistics measurement(Map<String, String> state, String field)
      throws IOException {
    String[] moments = text(state, field).split(" ", -1);
    return MeasurementStatistics.of(
        new MeasurementStatistics.Moments(
            Long.parseLong(moments[0]),
            Double.parseDouble(moments[1]),
            Double.parseDouble(moments[2]),
            Double.parseDouble(moments[3]),
            Double.parseDouble(moments[4])),
        bytes(state, field + SKETCH_OF));
  }

  private static String text(Map<String, String> state, String key) {
    return Objects.requireNonNull(state.get(key), key);
  }

  private static byte[] bytes(Map<String, String> state, String key) {
    return Base64.getDecoder().decode(text(state, key));
  }

  /** The state that {@link #of} reads. The same part gives the same state. */
  Map<String, String> state() {
    Map<String, String> state = new HashMap<>();
    state.put(VERSION_KEY, VERSION);
    state.put(
        COUNTS_KEY,
        statistics.readings()
            + " "
            + statistics.anomalous()
            + " "
            + statistics.rejected()
            + " "
            + statistics.late());
    state.put(DEVICES_KEY, text(statistics.deviceBytes()));
    state.put(FIRST_KEY, first);
    state.put(LAST_KEY, last);
    if (isIncomplete) {
      state.put(INCOMPLETE_KEY, "true");
    }
    for (Measurement measurement : Measurement.values()) {
      MeasurementStatistics values = statistics.of(measurement);
      MeasurementStatistics.Moments moments = values.moments();
      state.put(
          measurement.field(),
          moments.count()
              + " "
              + moments.mean()
              + " "
              + moments.squares()
              + " "
              + moments.min()
              + " "
              + moments.max());
      state.put(measurement.field() + SKETCH_OF, text(values.sketchBytes()));
    }
    return state;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Whether a record is to be counted, and remembers that it is. Lambda may give a record again
   * after it has been counted; its sequence number is then not behind those of the part.
   *
   * @param sequenceNumber {@code ""} if it is not known; such a record is always counted
   */
  boolean isNew(String sequenceNumber) {
    if (sequenceNumber.isEmpty()) {
      return true;
    }
    String comparable = SequenceNumbers.padded(sequenceNumber);
    if (comparable.compareTo(last) <= 0) {
      return false;
    }
    first = first.isEmpty() ? sequenceNumber : first;
    last = comparable;
    return true;
  }

  FleetStatistics statistics() {
    return statistics;
  }

  /** Whether the window held more records before this part, of which nothing is known. */
  boolean isIncomplete() {
    return isIncomplete;
  }

  /** The part's name within its window: the first sequence number in it. */
  String name() {
    return first;
  }
}
