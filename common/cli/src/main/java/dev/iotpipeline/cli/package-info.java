/** What the command lines share. */
@NullMarked
package dev.iotpipeline.cli;

import org.jspecify.annotations.NullMarked;
