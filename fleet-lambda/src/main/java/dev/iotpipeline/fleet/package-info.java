/** The readings of a window of time in; statistics of the whole fleet out. */
@NullMarked
package dev.iotpipeline.fleet;

import org.jspecify.annotations.NullMarked;
