/** What the command lines of this project share. */
@NullMarked
package dev.iotpipeline.cli;

import org.jspecify.annotations.NullMarked;
