/** Handlers that do what the consumer does, or less, in other ways; each says in which. */
@NullMarked
package dev.iotpipeline.benchmarks.baselines;

import org.jspecify.annotations.NullMarked;
