/**
 * What a single reading cannot tell: the shadow of a device, and how each reading changes it. Pure:
 * the same readings in the same order give the same anomalies and notices, whatever the batches.
 */
@NullMarked
package dev.iotpipeline.telemetry.shadow;

import org.jspecify.annotations.NullMarked;
