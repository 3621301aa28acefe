package dev.iotpipeline.local.run.verdict;

/**
 * Sends whose function ended, or whose answer was lost, before the ledger had the mark. Such a send
 * is the only one that may be repeated.
 *
 * @param notifications that may have been sent once more
 * @param counts values of the metric, or with a cool-down anomalies, that may have been counted
 *     once more
 */
public record InDoubt(long notifications, long counts) {

  public static final InDoubt NONE = new InDoubt(0, 0);
}
