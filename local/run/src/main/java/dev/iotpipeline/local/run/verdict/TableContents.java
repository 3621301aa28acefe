package dev.iotpipeline.local.run.verdict;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a run has left in its tables.
 *
 * @param readings everything in the table of readings
 * @param rejected everything in quarantine
 * @param alerts everything in the ledger; null if the run had none
 * @param notices everything in the table of notices; null if the run had none
 * @param shadows every shadow; null if the run had none
 * @param fleet every item of the fleet's statistics; null if the run kept none
 */
public record TableContents(
    Iterable<Map<String, AttributeValue>> readings,
    Iterable<Map<String, AttributeValue>> rejected,
    @Nullable Iterable<Map<String, AttributeValue>> alerts,
    @Nullable Iterable<Map<String, AttributeValue>> notices,
    @Nullable Iterable<Map<String, AttributeValue>> shadows,
    @Nullable Iterable<Map<String, AttributeValue>> fleet) {}
