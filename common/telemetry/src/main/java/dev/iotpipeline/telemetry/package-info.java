/**
 * What a reading is, what makes it valid, what makes it anomalous; JSON in and out. Knows nothing
 * of AWS.
 *
 * <p>Nothing here takes or returns null, except {@link
 * dev.iotpipeline.telemetry.Reading#firmwareVersion()}'s absence, which is an {@code Optional}.
 */
@NullMarked
package dev.iotpipeline.telemetry;

import org.jspecify.annotations.NullMarked;
