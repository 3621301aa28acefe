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

  /** Which reading it is about, for the message of an error. */
  String description() {
    return "the reading of " + DeviceLabel.of(key().deviceId(), 64) + " at " + key().timestamp();
  }

  /** Adds the fields that say which reading a log line is about. */
  EventLog.Line identify(EventLog.Line line) {
    return identify(line, key());
  }

  /** The same fields for a reading that breached nothing, and so is no alert. */
  static EventLog.Line identify(EventLog.Line line, ReadingKey key) {
    return line.with("device_id", key.deviceId()).with("reading_timestamp", key.timestamp());
  }
}
