package dev.iotpipeline.local.aws.lambda.mapping;

/**
 * What an event source mapping has done so far. Once it is idle, {@code recordsHandled +
 * recordsDiscarded} is the number of records from the starting position on.
 *
 * @param batches invocations of the function, repeated ones included, throttled ones not
 * @param failedBatches those of the batches that failed or of which at least one record did
 * @param throttles invocations that were put off because the function had no concurrency left
 * @param recordsHandled records that the checkpoint passed because the function took them
 * @param recordsDiscarded records that the checkpoint passed because they were given up
 * @param windowsDiscarded tumbling windows whose state was lost, because the call that ends them or
 *     cuts them short was given up
 */
public record MappingCounts(
    long batches,
    long failedBatches,
    long throttles,
    long recordsHandled,
    long recordsDiscarded,
    long windowsDiscarded) {}
