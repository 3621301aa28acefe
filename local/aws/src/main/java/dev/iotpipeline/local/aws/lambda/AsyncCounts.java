package dev.iotpipeline.local.aws.lambda;

/**
 * What asynchronous invocation has done so far. {@code accepted} is {@code succeeded + deadLetters}
 * and the events that are still pending.
 *
 * @param accepted events that were taken into the queue
 * @param succeeded events that the function handled
 * @param errors runs of the function that failed
 * @param throttles runs that were put off for want of concurrency
 * @param deadLetters events that were given up
 */
public record AsyncCounts(
    long accepted, long succeeded, long errors, long throttles, long deadLetters) {}
