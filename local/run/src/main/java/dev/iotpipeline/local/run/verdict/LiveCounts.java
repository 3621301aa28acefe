package dev.iotpipeline.local.run.verdict;

/**
 * Where a run stands.
 *
 * @param published distinct readings and rejected records that the stream took
 * @param stored readings that the table has confirmed
 * @param alerts readings that a notification was sent for
 * @param rejected records that break the data contract
 */
public record LiveCounts(long published, long stored, long alerts, long rejected) {}
