package dev.iotpipeline.local.run;

import dev.iotpipeline.simulator.FleetPlan;

/**
 * How much a fleet publishes.
 *
 * @param perSecond readings a second; infinite if it publishes as fast as it can
 * @param readings in the whole run; infinite if the run has no end
 */
record Load(double perSecond, double readings) {

  private static final double HIGH_PER_SECOND = 250;
  private static final double MANY_READINGS = 20_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  static Load of(FleetPlan plan) {
    double perSecond = plan.devices() * NANOS_PER_SECOND / plan.interval().toNanos();
    double byTime =
        plan.duration() == null
            ? Double.POSITIVE_INFINITY
            : perSecond * plan.duration().toMillis() / MILLIS_PER_SECOND;
    double byCount = plan.count() == null ? Double.POSITIVE_INFINITY : plan.count();
    return new Load(perSecond, Math.min(byTime, byCount));
  }

  /** Whether a database that answers sooner is worth a longer start. */
  boolean isHigh() {
    return perSecond >= HIGH_PER_SECOND && readings >= MANY_READINGS;
  }
}
