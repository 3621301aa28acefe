package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Metric;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Total;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a run has left behind, for the final comparison.
 *
 * @param tables what is in the tables
 * @param at when they were read
 * @param shardOf the shard of a sequence number
 * @param notifications how many messages the topic took
 * @param metrics what the metrics of anomalies have
 * @param fleetMetrics what the metrics of the fleet have
 * @param failedBatches invocations of the consumer after which something was tried again
 * @param deadLetters what was given up and waits to be put back
 * @param faults how often each injected fault has struck
 * @param inDoubt sends that a fault left without their mark
 * @param quarantine whether the run had one
 * @param ledger whether the run had one
 * @param fleet what the statistics of the fleet say; null if nobody keeps any
 */
public record Evidence(
    TableContents tables,
    Instant at,
    UnaryOperator<String> shardOf,
    long notifications,
    Map<Metric, Total> metrics,
    Map<Metric, Total> fleetMetrics,
    long failedBatches,
    DeadLetters deadLetters,
    Map<String, Long> faults,
    InDoubt inDoubt,
    boolean quarantine,
    boolean ledger,
    @Nullable FleetCheck fleet) {}
