/**
 * Puts back what the pipeline gave up: alerts, batches, quarantined records. {@link
 * dev.iotpipeline.redrive.RedriveCommand} is the command line.
 */
@NullMarked
package dev.iotpipeline.redrive;

import org.jspecify.annotations.NullMarked;
