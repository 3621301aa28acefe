package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * How a run went, as it is printed and written to {@code --report}.
 *
 * <p>The counts relate: {@code published = stored + rejected + lost}, and {@code alerts_expected =
 * alerts_sent + alerts_missed}.
 *
 * @param records what the stream took, repetitions included
 * @param published distinct readings, and records that break the data contract, among them
 * @param stored readings found in the table with exactly the values that were sent
 * @param rejected records that break the data contract and are in quarantine for the right reason
 * @param wronglyRejected records in quarantine for another reason, or that have no business there
 * @param lost what was published and is neither stored nor rejected
 * @param alertsExpected alerts that readings beyond a threshold must raise, one for each key
 * @param alertsSent those of them that a notification with the right anomalies was sent for
 * @param alertsMissed those that none was sent for
 * @param alertsFalse notifications for a reading that should have none, or with other anomalies
 * @param alertsRepeated notifications beyond the first of an alert
 * @param notifications messages the topic took
 * @param metricValues values put to the metric {@code AnomalyCount}, one for each alert
 * @param anomalyCount their sum
 * @param failedBatches invocations of the consumer after which something had to be tried again
 * @param deadLetters what was given up and waits in a queue to be put back
 * @param faults how often each injected fault has struck
 * @param inDoubt sends that faults left without their mark: so many may have been repeated
 * @param storedLatencyMs from the start of the first PutRecord to the answer of the table
 * @param alertLatencyMs from the start of the first PutRecord to the topic's taking the message
 * @param readingsPerSecond readings stored, by the time from the first PutRecord to the last store
 */
@JsonPropertyOrder({
  "records",
  "published",
  "stored",
  "rejected",
  "wrongly_rejected",
  "lost",
  "alerts_expected",
  "alerts_sent",
  "alerts_missed",
  "alerts_false",
  "alerts_repeated",
  "notifications",
  "metric_values",
  "anomaly_count",
  "failed_batches",
  "dead_letters",
  "faults",
  "in_doubt",
  "stored_latency_ms",
  "alert_latency_ms",
  "readings_per_second"
})
public record RunSummary(
    long records,
    long published,
    long stored,
    long rejected,
    @JsonProperty("wrongly_rejected") long wronglyRejected,
    long lost,
    @JsonProperty("alerts_expected") long alertsExpected,
    @JsonProperty("alerts_sent") long alertsSent,
    @JsonProperty("alerts_missed") long alertsMissed,
    @JsonProperty("alerts_false") long alertsFalse,
    @JsonProperty("alerts_repeated") long alertsRepeated,
    long notifications,
    @JsonProperty("metric_values") long metricValues,
    @JsonProperty("anomaly_count") long anomalyCount,
    @JsonProperty("failed_batches") long failedBatches,
    @JsonProperty("dead_letters") DeadLetters deadLetters,
    Map<String, Long> faults,
    @JsonProperty("in_doubt") InDoubt inDoubt,
    @JsonProperty("stored_latency_ms") LatencySummary storedLatencyMs,
    @JsonProperty("alert_latency_ms") LatencySummary alertLatencyMs,
    @JsonProperty("readings_per_second") double readingsPerSecond) {

  /** Whether nothing is lost, wrongly rejected, missed, false or sent twice. */
  @JsonIgnore
  public boolean isClean() {
    return lost == 0
        && wronglyRejected == 0
        && alertsMissed == 0
        && alertsFalse == 0
        && isSentTwiceOnlyIfInDoubt();
  }

  /** A send that lost its mark to a fault may come once more; nothing else may. */
  private boolean isSentTwiceOnlyIfInDoubt() {
    return alertsRepeated <= inDoubt.notifications()
        && countsTooMany() >= 0
        && countsTooMany() <= inDoubt.counts();
  }

  /** Values of the metric beyond one for each alert; less than zero if some are missing. */
  @JsonIgnore
  public long countsTooMany() {
    return metricValues - alertsExpected;
  }
}
