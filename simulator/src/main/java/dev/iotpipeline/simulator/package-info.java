/**
 * Virtual devices that publish readings to a Kinesis data stream, and the truth about what they
 * sent.
 *
 * <p>{@link dev.iotpipeline.simulator.SimulatorCommand} is the command line; {@link
 * dev.iotpipeline.simulator.Simulation} is the same run for callers in the same process.
 */
@NullMarked
package dev.iotpipeline.simulator;

import org.jspecify.annotations.NullMarked;
