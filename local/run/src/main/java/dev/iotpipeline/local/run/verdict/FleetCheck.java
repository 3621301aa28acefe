package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The statistics of the fleet, beside what the stream took.
 *
 * @param windows how many time windows there are
 * @param readings readings in them
 * @param readingsTaken readings that the stream took, repetitions included
 * @param anomalous of these, beyond a threshold, by the statistics
 * @param anomalousTaken the same, of those that the stream took
 * @param rejected rejected records, by the statistics
 * @param rejectedTaken the same, of those that the stream took
 * @param devices devices, an estimate
 * @param devicesTaken the same, of those that the stream took
 * @param readingsInMetrics readings that the metrics of all windows count
 * @param windowsInDoubt windows whose metrics a fault left without their mark: they may be there
 *     twice
 * @param incomplete windows that say themselves that something is missing
 * @param worstPercentileError how far the worst of all percentiles is from the exact one, as a
 *     share of it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FleetCheck(
    long windows,
    long readings,
    long readingsTaken,
    long anomalous,
    long anomalousTaken,
    long rejected,
    long rejectedTaken,
    long devices,
    long devicesTaken,
    long readingsInMetrics,
    long windowsInDoubt,
    long incomplete,
    double worstPercentileError) {

  /** Five standard errors of the estimate: it is further off once in a million runs. */
  private static final double DEVICES_ERROR = 0.06;

  /** That of the sketch, and what the exact values are rounded by. */
  static final double PERCENTILE_ERROR = 0.0106;

  /** Whether counts are exact and estimates within their error. */
  @JsonIgnore
  public boolean isRight() {
    return readings == readingsTaken
        && anomalous == anomalousTaken
        && rejected == rejectedTaken
        && Math.abs(devices - devicesTaken) <= Math.max(1, devicesTaken * DEVICES_ERROR)
        && (windowsInDoubt == 0 ? readingsInMetrics == readings : readingsInMetrics >= readings)
        && incomplete == 0
        && worstPercentileError <= PERCENTILE_ERROR;
  }
}
