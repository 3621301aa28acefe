package dev.iotpipeline.local.report;

/**
 * Where a run stands.
 *
 * @param published distinct readings and refused records that the stream took
 * @param stored items the table has confirmed, repeats included
 * @param alerts readings that a notification was sent for
 * @param refused records that break the data contract
 */
public record LiveCounts(long published, long stored, long alerts, long refused) {}
