package dev.iotpipeline.local.run.verdict;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a run has left behind, for the final comparison.
 *
 * @param readings everything in the table of readings
 * @param rejected everything in quarantine
 * @param shardOf the shard of a sequence number
 * @param notifications how many messages the topic took
 * @param metricValues how many values of the metric were put
 * @param anomalyCount their sum
 * @param failedBatches invocations of the consumer after which something was tried again
 * @param deadLetters what was given up and waits to be put back
 * @param faults how often each injected fault has struck
 * @param inDoubt sends that a fault left without their mark
 * @param quarantine whether the run had one
 * @param ledger whether the run had one
 * @param fleet what the statistics of the fleet say; null if nobody keeps any
 */
public record Evidence(
    Iterable<Map<String, AttributeValue>> readings,
    Iterable<Map<String, AttributeValue>> rejected,
    UnaryOperator<String> shardOf,
    long notifications,
    long metricValues,
    long anomalyCount,
    long failedBatches,
    DeadLetters deadLetters,
    Map<String, Long> faults,
    InDoubt inDoubt,
    boolean quarantine,
    boolean ledger,
    @Nullable FleetCheck fleet) {}
