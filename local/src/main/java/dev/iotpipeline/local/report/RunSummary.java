package dev.iotpipeline.local.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How a run went, as it is printed and written to {@code --report}.
 *
 * <p>The counts relate: {@code published = stored + rejected + lost}, and {@code alerts_expected =
 * alerts_sent + alerts_missed}.
 *
 * @param published distinct readings, and refused records, that the stream took
 * @param stored those found in the table with exactly the values that were sent
 * @param rejected records that break the data contract and were put aside as they should be
 * @param lost what was published and is neither stored nor rejected
 * @param alertsExpected readings beyond a threshold
 * @param alertsSent those of them that a notification with the right anomalies was sent for
 * @param alertsMissed those that none was sent for
 * @param alertsFalse notifications for a reading that should have none, or with other anomalies
 * @param notifications messages the topic took; more than sent and false together means repeats
 * @param anomalyCount the sum of the metric {@code AnomalyCount}
 * @param failedBatches invocations of the consumer after which something had to be tried again
 * @param storedLatencyMs from the start of the first PutRecord to the answer of the table
 * @param alertLatencyMs from the start of the first PutRecord to the topic's taking the message
 * @param readingsPerSecond readings stored, by the time from the first PutRecord to the last store
 */
@JsonPropertyOrder({
  "published",
  "stored",
  "rejected",
  "lost",
  "alerts_expected",
  "alerts_sent",
  "alerts_missed",
  "alerts_false",
  "notifications",
  "anomaly_count",
  "failed_batches",
  "stored_latency_ms",
  "alert_latency_ms",
  "readings_per_second"
})
public record RunSummary(
    long published,
    long stored,
    long rejected,
    long lost,
    @JsonProperty("alerts_expected") long alertsExpected,
    @JsonProperty("alerts_sent") long alertsSent,
    @JsonProperty("alerts_missed") long alertsMissed,
    @JsonProperty("alerts_false") long alertsFalse,
    long notifications,
    @JsonProperty("anomaly_count") long anomalyCount,
    @JsonProperty("failed_batches") long failedBatches,
    @JsonProperty("stored_latency_ms") LatencySummary storedLatencyMs,
    @JsonProperty("alert_latency_ms") LatencySummary alertLatencyMs,
    @JsonProperty("readings_per_second") double readingsPerSecond) {

  /** Whether nothing is lost, missed or false. */
  @JsonIgnore
  public boolean isClean() {
    return lost == 0 && alertsMissed == 0 && alertsFalse == 0;
  }
}
