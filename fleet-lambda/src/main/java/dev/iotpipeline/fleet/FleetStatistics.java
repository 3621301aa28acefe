package dev.iotpipeline.fleet;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the records of a window say of the fleet, of one shard or of several. Statistics of disjoint
 * sets of records can be merged, in any order, and are then as good as if all the records had been
 * counted at one place.
 */
public final class FleetStatistics {

  private final Counts counts;
  private final DeviceCount devices;
  private final Map<Measurement, MeasurementStatistics> measurements;

  /** Statistics of no record. */
  public FleetStatistics() {
    this(new Counts(), new DeviceCount(), new EnumMap<>(Measurement.class));
  }

  /**
   * @param measurements what is missing has no values
   */
  FleetStatistics(
      Counts counts, DeviceCount devices, Map<Measurement, MeasurementStatistics> measurements) {
    this.counts = counts;
    this.devices = devices;
    this.measurements = measurements;
    for (Measurement measurement : Measurement.values()) {
      measurements.computeIfAbsent(measurement, missing -> new MeasurementStatistics());
    }
  }

  /** Whole numbers that are added up. */
  static final class Counts {
    private long readings;
    private long anomalous;
    private long rejected;
    private long late;

    Counts() {}

    Counts(long readings, long anomalous, long rejected, long late) {
      this.readings = readings;
      this.anomalous = anomalous;
      this.rejected = rejected;
      this.late = late;
    }
  }

  /** Counts a reading. */
  void add(Reading reading, boolean isAnomalous, boolean isLate) {
    counts.readings++;
    counts.anomalous += isAnomalous ? 1 : 0;
    counts.late += isLate ? 1 : 0;
    devices.add(reading.deviceId());
    measurements.forEach(
        (measurement, values) -> values.add(reading.value(measurement).doubleValue()));
  }

  /** Counts a record that is rejected. */
  void addRejected() {
    counts.rejected++;
  }

  private void addAll(FleetStatistics other) {
    counts.readings += other.counts.readings;
    counts.anomalous += other.counts.anomalous;
    counts.rejected += other.counts.rejected;
    counts.late += other.counts.late;
    devices.addAll(other.devices);
    measurements.forEach((measurement, values) -> values.addAll(other.of(measurement)));
  }

  /** The statistics of the records of both; neither of them changes. */
  public FleetStatistics merge(FleetStatistics other) {
    FleetStatistics both = new FleetStatistics();
    both.addAll(this);
    both.addAll(other);
    return both;
  }

  /** Records that hold a valid reading. */
  public long readings() {
    return counts.readings;
  }

  /** Readings beyond a threshold of the fleet's settings; a rise is not looked at. */
  public long anomalous() {
    return counts.anomalous;
  }

  /** Records that hold no valid reading. */
  public long rejected() {
    return counts.rejected;
  }

  /** Readings that were measured before the window's start by more than the window's length. */
  public long late() {
    return counts.late;
  }

  /** How many devices the readings are of: an estimate with a standard error of 1.2 %. */
  public long devices() {
    return devices.estimate();
  }

  /** What is known of one measurement's values. */
  public MeasurementStatistics of(Measurement measurement) {
    return Objects.requireNonNull(measurements.get(measurement));
  }

  byte[] deviceBytes() {
    return devices.bytes();
  }

  boolean isEmpty() {
    return counts.readings + counts.rejected == 0;
  }
}
