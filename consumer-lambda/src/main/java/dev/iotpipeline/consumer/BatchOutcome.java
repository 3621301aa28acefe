package dev.iotpipeline.consumer;

import java.util.List;

/**
 * What became of a batch. Every record is in exactly one of three counts: {@code records = stored +
 * refused + unwritten}. What is reported as failed is {@code refused - quarantined + unwritten +
 * alertsFailed}.
 *
 * @param records records in the batch
 * @param stored records whose reading, or a later one with its key, is in the table
 * @param refused records that hold no valid reading
 * @param quarantined those of the refused that are in the quarantine
 * @param unwritten records with a valid reading that could not be written in time
 * @param alerts alerts that the alert function accepted, without those of an earlier run
 * @param alertsFailed alerts that it did not accept in time
 * @param failed the sequence numbers that Lambda has to know of, in stream order
 */
record BatchOutcome(
    int records,
    int stored,
    int refused,
    int quarantined,
    int unwritten,
    int alerts,
    int alertsFailed,
    List<String> failed) {}
