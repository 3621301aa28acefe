/**
 * Functions as Lambda runs them: each in a process of its own, between a stand-in for Lambda's
 * Runtime API and a stand-in for the services that it calls.
 */
@NullMarked
package dev.iotpipeline.benchmarks.function;

import org.jspecify.annotations.NullMarked;
