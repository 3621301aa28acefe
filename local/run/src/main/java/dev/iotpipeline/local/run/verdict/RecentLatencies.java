package dev.iotpipeline.local.run.verdict;

import org.HdrHistogram.Histogram;

/**
 * Latencies of a short time, in microseconds.
 *
 * @param stored from the start of the first PutRecord to the answer of the table
 * @param alerted from the start of the first PutRecord to the topic's taking the message
 */
public record RecentLatencies(Histogram stored, Histogram alerted) {}
