/** Powertools' batch utility; in a module of its own, since its artifact cannot be had everywhere. */
@NullMarked
package dev.iotpipeline.benchmarks.powertools;

import org.jspecify.annotations.NullMarked;
