package dev.iotpipeline.simulator;

import java.time.Duration;

/**
 * The result of a run.
 *
 * @param published readings that the stream took
 * @param failed readings that were given up
 * @param throttled answers that refused a call for its rate; each call was repeated
 * @param elapsed time since the start of the run
 * @param ratePerSecond readings published per second of that time
 * @param p50Millis median time of a call that succeeded
 * @param p99Millis its 99th percentile
 */
public record SimulationSummary(
    long published,
    long failed,
    long throttled,
    Duration elapsed,
    double ratePerSecond,
    double p50Millis,
    double p99Millis) {}
