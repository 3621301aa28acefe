package dev.iotpipeline.local.run.verdict;

/**
 * What was given up and is kept in a queue.
 *
 * @param batches messages about records that the consumer would not have
 * @param alerts events that the alert function would not have
 */
public record DeadLetters(long batches, long alerts) {

  public static final DeadLetters NONE = new DeadLetters(0, 0);
}
