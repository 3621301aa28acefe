package dev.iotpipeline.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The time over which a scenario unfolds: the whole run, or a time that begins again and again.
 *
 * @param start of the run
 * @param nanos how long it takes
 * @param repeats whether it begins anew when it is over
 */
record Course(Instant start, long nanos, boolean repeats) {

  /** The whole run, if its end is known; else this time, again and again. */
  static Course ofRun(FleetPlan plan, Duration otherwise) {
    long length = new Schedule(plan).lengthNanos();
    return length == Long.MAX_VALUE
        ? new Course(plan.start(), otherwise.toNanos(), true)
        : new Course(plan.start(), length, false);
  }

  /** This time, again and again; the whole run, if that is shorter. */
  static Course atMost(FleetPlan plan, Duration time) {
    long length = new Schedule(plan).lengthNanos();
    return new Course(plan.start(), Math.min(length, time.toNanos()), true);
  }

  /** How much of it has passed at a time: 0 at its start, 1 at its end. */
  double passed(Instant time) {
    Duration sinceStart = Duration.between(start, time);
    double passed = (sinceStart.getSeconds() * 1e9 + sinceStart.getNano()) / nanos;
    return repeats ? passed - Math.floor(passed) : passed;
  }
}
