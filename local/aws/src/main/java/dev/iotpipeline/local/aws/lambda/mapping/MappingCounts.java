package dev.iotpipeline.local.aws.lambda.mapping;

/**
 * What an event source mapping has done so far. Once it is idle, {@code recordsHandled +
 * recordsDiscarded} is the number of records from the starting position on.
 *
 * @param batches invocations of the function, repeated ones included, throttled ones not
 * @param failedBatches those of the batches of which at least one record failed
 * @param throttles invocations that were put off because the function had no concurrency left
 * @param recordsHandled records that the checkpoint passed because the function took them
 * @param recordsDiscarded records that the checkpoint passed because they were given up
 */
public record MappingCounts(
    long batches, long failedBatches, long throttles, long recordsHandled, long recordsDiscarded) {}
