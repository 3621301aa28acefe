package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.EventLog;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Does the steps of an alert that have not been done, each whether or not the other fails. */
final class AlertSender {

  private final Notifier notifier;
  private final AnomalyMetric metric;
  private final EventLog log;
  private final RecentAlerts recent = new RecentAlerts();

  AlertSender(Notifier notifier, AnomalyMetric metric, EventLog log) {
    this.notifier = notifier;
    this.metric = metric;
    this.log = log;
  }

  /**
   * Sends what is missing.
   *
   * @return the steps that were done by this call
   * @throws AlertFailedException if a step failed
   */
  Set<Step> send(Alert alert) {
    Set<Step> missing = EnumSet.allOf(Step.class);
    missing.removeAll(recent.done(alert.key()));
    Map<Step, RuntimeException> failures = new EnumMap<>(Step.class);
    for (Step step : missing) {
      try {
        perform(step, alert);
        recent.markDone(alert.key(), step);
      } catch (RuntimeException e) {
        failures.put(step, e);
        log(alert, step, e);
      }
    }
    if (!failures.isEmpty()) {
      throw failed(alert, failures);
    }
    log(alert, missing);
    return missing;
  }

  private void perform(Step step, Alert alert) {
    switch (step) {
      case NOTIFICATION -> notifier.send(alert);
      case METRIC -> metric.count(alert);
    }
  }

  private static AlertFailedException failed(Alert alert, Map<Step, RuntimeException> failures) {
    String what = failures.keySet().stream().map(Step::code).collect(Collectors.joining(" and "));
    RuntimeException first = failures.values().iterator().next();
    AlertFailedException failed =
        new AlertFailedException(
            what
                + " failed for the reading of "
                + DeviceLabel.of(alert.reading().deviceId(), 64)
                + " at "
                + alert.key().timestamp()
                + ": "
                + first.getMessage(),
            first);
    failures.values().stream().skip(1).forEach(failed::addSuppressed);
    return failed;
  }

  private void log(Alert alert, Step step, RuntimeException failure) {
    log.warn(
        "alert_step_failed",
        "step",
        step.code(),
        "device_id",
        alert.reading().deviceId(),
        "reading_timestamp",
        alert.key().timestamp(),
        "error",
        failure);
  }

  private void log(Alert alert, Set<Step> sent) {
    log.info(
        sent.isEmpty() ? "alert_repeated" : "alert_sent",
        "device_id",
        alert.reading().deviceId(),
        "reading_timestamp",
        alert.key().timestamp(),
        "anomalies",
        alert.anomalies().size(),
        "notified",
        sent.contains(Step.NOTIFICATION),
        "counted",
        sent.contains(Step.METRIC));
  }
}
