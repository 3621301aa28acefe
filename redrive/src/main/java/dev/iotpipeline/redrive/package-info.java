/**
 * Puts back what the pipeline gave up: alerts, batches, quarantined records. {@link
 * dev.iotpipeline.redrive.RedriveCommand} is the command line.
 */
package dev.iotpipeline.redrive;
