package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.local.run.verdict.DeadLetters;
import java.time.Duration;

/**
 * What a pipeline has still to do, and what it could not do.
 *
 * @param iteratorAge how long ago the stream took the oldest record that is not handled; zero if
 *     all are
 * @param failedBatches invocations of the consumer after which something was tried again
 * @param alerts how many wait for their turn or for another try
 * @param untilNextAlert how long until the first of them is tried; zero if none waits
 * @param deadLetters what was given up
 */
public record Backlog(
    Duration iteratorAge,
    long failedBatches,
    int alerts,
    Duration untilNextAlert,
    DeadLetters deadLetters) {}
