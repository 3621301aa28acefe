package dev.iotpipeline.local.run.verdict;

/**
 * Sends whose function died, or whose answer was lost, between the send and its mark: the one
 * window in which at least once is not exactly once.
 *
 * @param notifications that may have been sent once more
 * @param counts values of the metric that may have been put once more
 */
public record InDoubt(long notifications, long counts) {

  public static final InDoubt NONE = new InDoubt(0, 0);
}
