package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went, as it is printed and written to the folder of {@code --report}.
 *
 * <p>The counts relate: {@code published = stored + rejected + lost}, and {@code alerts_expected =
 * alerts_sent + alerts_missed}.
 *
 * @param records what the stream took, repetitions included
 * @param published distinct readings, and records that break the data contract, among them
 * @param stored readings found in the table with exactly the values that were sent
 * @param rejected records that break the data contract and are in quarantine for the right reason;
 *     without a quarantine, those that were given up and that the queue of failed batches names
 * @param wronglyRejected records in quarantine for another reason, or that have no business there
 * @param lost what was published and is neither stored nor rejected
 * @param alertsExpected what people must be told: an alert for each anomalous reading, or with a
 *     cool-down the notices of each breach; and the notices of silence
 * @param alertsSent those of them that a notification named, with the right anomalies
 * @param alertsMissed those that none named
 * @param alertsFalse what was told without cause, or with other anomalies
 * @param alertsRepeated notifications that told something again
 * @param notifications messages the topic took
 * @param metricValues values put to the metric {@code AnomalyCount}
 * @param anomalyCount their sum
 * @param metricValuesTooMany values beyond one for each alert, or with a cool-down anomalies beyond
 *     those that there were; less than zero if some are missing
 * @param failedBatches invocations of the consumer after which something had to be tried again
 * @param deadLetters what was given up and waits in a queue to be put back
 * @param faults how often each injected fault has struck
 * @param inDoubt sends that faults left without their mark: so many may have been repeated
 * @param storedLatencyMs from the start of the first PutRecord to the answer of the table
 * @param alertLatencyMs from the start of the first PutRecord to the topic's taking the message
 * @param readingsPerSecond readings stored, by the time from the first PutRecord to the last store
 * @param detection how well each kind of anomaly was found
 * @param quarantine whether the run had one
 * @param ledger whether the run had one
 * @param fleet what the statistics of the fleet say; null if the run kept none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunSummary(
    long records,
    long published,
    long stored,
    long rejected,
    long wronglyRejected,
    long lost,
    long alertsExpected,
    long alertsSent,
    long alertsMissed,
    long alertsFalse,
    long alertsRepeated,
    long notifications,
    long metricValues,
    long anomalyCount,
    long metricValuesTooMany,
    long failedBatches,
    DeadLetters deadLetters,
    Map<String, Long> faults,
    InDoubt inDoubt,
    LatencySummary storedLatencyMs,
    LatencySummary alertLatencyMs,
    double readingsPerSecond,
    Map<String, Detection> detection,
    boolean quarantine,
    boolean ledger,
    @Nullable FleetCheck fleet) {

  /** Whether nothing is lost, wrongly rejected, missed, false, or sent twice without need. */
  @JsonIgnore
  public boolean isClean() {
    return lost == 0
        && wronglyRejected == 0
        && alertsMissed == 0
        && alertsFalse == 0
        && (fleet == null || fleet.isRight())
        && isSentTwiceOnlyWhereAllowed();
  }

  /**
   * A send that lost its mark to a fault may come once more, and nothing else may. Without a ledger
   * nothing prevents a second send, so that it does not count against the run.
   */
  private boolean isSentTwiceOnlyWhereAllowed() {
    boolean excused =
        alertsRepeated <= inDoubt.notifications() && metricValuesTooMany <= inDoubt.metricValues();
    return metricValuesTooMany >= 0 && (excused || !ledger);
  }
}
