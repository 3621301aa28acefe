package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.AlertRequest;

/**
 * An alert request on its way.
 *
 * @param record the record that it is about
 * @param request what the alert function is asked
 */
record OutgoingAlert(ValidRecord record, AlertRequest request) {}
