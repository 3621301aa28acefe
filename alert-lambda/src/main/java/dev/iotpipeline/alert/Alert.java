package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import java.util.List;

/**
 * A request and what is wrong with its reading.
 *
 * @param request what the consumer sent
 * @param anomalies at least one
 */
record Alert(AlertRequest request, List<Anomaly> anomalies) {

  Alert {
    anomalies = List.copyOf(anomalies);
  }

  Reading reading() {
    return request.reading();
  }

  ReadingKey key() {
    return reading().key();
  }

  /** Adds to a line of the log which alert it speaks of; returns the line. */
  EventLog.Line identify(EventLog.Line line) {
    return line.with("device_id", key().deviceId()).with("reading_timestamp", key().timestamp());
  }
}
