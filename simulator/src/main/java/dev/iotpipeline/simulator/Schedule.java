package dev.iotpipeline.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When each reading of a plan is due, and which readings there are. Computes, never waits.
 *
 * <p>The devices' phases are spread evenly over the interval, so that the fleet's load is even.
 */
final class Schedule {

  /** Two readings with the same time would be one item, so event time moves on in any case. */
  private static final long EVENT_NANOS_WITHOUT_INTERVAL = 1_000_000;

  private final FleetPlan plan;
  private final long intervalNanos;
  private final long durationNanos;

  Schedule(FleetPlan plan) {
    this.plan = plan;
    this.intervalNanos = plan.interval().toNanos();
    this.durationNanos = plan.duration() == null ? Long.MAX_VALUE : nanos(plan.duration());
  }

  /** The time in nanoseconds; a time that does not fit becomes the largest number. */
  static long nanos(Duration duration) {
    return duration.toDays() > 100_000 ? Long.MAX_VALUE : duration.toNanos();
  }

  /**
   * When to publish, in nanoseconds from the start of the run; zero if there is no interval.
   *
   * @param device from 0
   * @param n the reading of that device, from 0
   */
  long dueNanos(int device, long n) {
    return Math.addExact(phaseNanos(device), Math.multiplyExact(n, intervalNanos));
  }

  private long phaseNanos(int device) {
    // Divided first, because the product overflows for 100,000 devices at one reading a day.
    return intervalNanos / plan.devices() * device
        + intervalNanos % plan.devices() * device / plan.devices();
  }

  /** Whether there is a time between a device's readings. */
  boolean isPaced() {
    return intervalNanos > 0;
  }

  /** The reading's own time, to the microsecond: when it was due, not when it was sent. */
  Instant timestamp(int device, long n) {
    long nanos =
        intervalNanos == 0
            ? Math.multiplyExact(n, EVENT_NANOS_WITHOUT_INTERVAL)
            : dueNanos(device, n);
    return plan.start().plusNanos(nanos).truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether there are turns in which a device says nothing. */
  boolean hasSilence() {
    return plan.scenario() == Scenario.SILENT;
  }

  /**
   * How many turns of a device are due before a time of the run; there has to be an interval.
   *
   * @param silent turns of the device without a reading so far
   */
  long turns(int device, long nanosFromStart, long silent) {
    long left = Math.min(nanosFromStart, durationNanos) - phaseNanos(device);
    long due = left <= 0 ? 0 : (left - 1) / intervalNanos + 1;
    return plan.count() == null ? due : Math.min(due, readingsOf(device) + silent);
  }

  /**
   * Whether the plan has a reading in this turn.
   *
   * @param device from 0
   * @param n the turn of that device, from 0
   * @param readings how many the device has published; fewer than turns, if it was silent
   */
  boolean includes(int device, long n, long readings) {
    return readings < readingsOf(device) && dueNanos(device, n) < durationNanos;
  }

  /**
   * How much event time the plan's readings take, as far as the plan says: the largest number if it
   * has no bound, or only a bound of time for a fleet without an interval.
   */
  long lengthNanos() {
    long step = intervalNanos == 0 ? EVENT_NANOS_WITHOUT_INTERVAL : intervalNanos;
    long readings = readingsOf(0);
    long byCount = readings > Long.MAX_VALUE / step ? Long.MAX_VALUE : readings * step;
    return intervalNanos == 0 ? byCount : Math.min(byCount, durationNanos);
  }

  /** A device's share of the count; the first devices share what is left over. */
  private long readingsOf(int device) {
    Long count = plan.count();
    if (count == null) {
      return Long.MAX_VALUE;
    }
    return count / plan.devices() + (device < count % plan.devices() ? 1 : 0);
  }
}
