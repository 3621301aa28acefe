package dev.iotpipeline.local.run.verdict;

/**
 * Percentiles of a latency.
 *
 * @param p50 milliseconds; half took no longer
 * @param p99 milliseconds; 99 in 100 took no longer
 */
public record LatencySummary(double p50, double p99) {}
