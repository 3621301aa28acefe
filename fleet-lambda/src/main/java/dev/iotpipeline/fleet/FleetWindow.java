package dev.iotpipeline.fleet;

import java.time.Instant;

/**
 * The statistics of one window over all shards.
 *
 * @param start its first instant
 * @param end the first instant behind it
 * @param statistics what its records say of the fleet
 * @param cutShort how many parts Lambda ended early; their records are in the statistics too
 * @param incomplete whether a state was lost, and with it some records of the window
 */
public record FleetWindow(
    Instant start, Instant end, FleetStatistics statistics, int cutShort, boolean incomplete) {

  /** One window from two items of it. */
  FleetWindow merge(FleetWindow other) {
    return new FleetWindow(
        start,
        end,
        statistics.merge(other.statistics),
        cutShort + other.cutShort,
        incomplete || other.incomplete);
  }
}
