package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went, as it is printed and written to the folder of {@code --report}.
 *
 * <p>The counts relate: {@code published = stored + rejected + lost + altered + not_quarantined},
 * and {@code alerts_expected = alerts_sent + alerts_missed}.
 *
 * @param records what the stream took, repetitions included
 * @param notPublished readings that were due, and that the stream has not taken
 * @param published distinct readings, and records that break the data contract, among them
 * @param stored readings found in the table with exactly the attributes that they have to have
 * @param rejected records that break the data contract and are in quarantine, with every byte and
 *     attribute as it has to be; without a quarantine, those that were given up
 * @param lost readings that were published and are not in the table
 * @param altered readings that are in the table and are not what was sent
 * @param added readings in the table that nobody has sent
 * @param notQuarantined records that break the data contract and are not rightly in quarantine
 * @param wronglyRejected rows of the quarantine that say something wrong, or have no business there
 * @param earlierChanged what earlier runs have left in the tables and is changed or gone
 * @param alertsExpected what people must be told: an alert for each anomalous reading, or with a
 *     cool-down the notices of each breach; and the notices of silence
 * @param alertsSent those of them that a notification named, with everything right
 * @param alertsMissed those that none named
 * @param alertsFalse what was told without cause, or with something wrong
 * @param alertsRepeated notifications that told something again
 * @param notifications messages the topic took
 * @param metric what the metric {@code AnomalyCount} was told
 * @param state what is wrong in the tables that the functions remember by
 * @param repeatedWithoutNeed repeated notifications and values that no fault excuses
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
 * @param findings examples of what is not as it should be, a few of each kind; a repetition that is
 *     excused is among them
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunSummary(
    long records,
    long notPublished,
    long published,
    long stored,
    long rejected,
    long lost,
    long altered,
    long added,
    long notQuarantined,
    long wronglyRejected,
    long earlierChanged,
    long alertsExpected,
    long alertsSent,
    long alertsMissed,
    long alertsFalse,
    long alertsRepeated,
    long notifications,
    @JsonUnwrapped MetricCheck metric,
    @JsonUnwrapped StateCheck state,
    long repeatedWithoutNeed,
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
    @Nullable FleetCheck fleet,
    List<String> findings) {

  /**
   * Whether all that was due is published, and nothing is lost, changed, added, missed, false, or
   * sent twice without need.
   */
  @JsonIgnore
  public boolean isClean() {
    return notPublished == 0
        && isStoredRightly()
        && alertsMissed + alertsFalse == 0
        && metric.metricValuesMissing() + metric.metricValuesFalse() == 0
        && state.isRight()
        && (fleet == null || fleet.isRight())
        && isSentTwiceOnlyWhereAllowed();
  }

  private boolean isStoredRightly() {
    return lost + altered + added + notQuarantined + wronglyRejected + earlierChanged == 0;
  }

  /**
   * A send that lost its mark to a fault may come once more, and nothing else may. Without a ledger
   * nothing prevents a second send, so that it does not count against the run.
   */
  private boolean isSentTwiceOnlyWhereAllowed() {
    return repeatedWithoutNeed == 0 || !ledger;
  }
}
