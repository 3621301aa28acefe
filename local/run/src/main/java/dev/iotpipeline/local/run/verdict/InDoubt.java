package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Sends whose function ended, or whose answer was lost, before the ledger had the mark. Such a send
 * may be repeated.
 *
 * @param notifications that may have been sent once more
 * @param metricValues values of the metric, or with a cool-down anomalies, that may have been
 *     counted once more
 */
@JsonNaming(SnakeCaseStrategy.class)
public record InDoubt(long notifications, long metricValues) {

  public static final InDoubt NONE = new InDoubt(0, 0);
}
