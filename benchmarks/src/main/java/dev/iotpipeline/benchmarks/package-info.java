/**
 * The harness: measures the consumer beside others, on the machine that it runs on, and prints
 * tables. Compare figures of one run only, and by their ratios.
 */
@NullMarked
package dev.iotpipeline.benchmarks;

import org.jspecify.annotations.NullMarked;
