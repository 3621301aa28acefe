package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.ServiceErrors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Does the missing steps of an alert. If one fails, the other is done all the same. */
final class AlertSender {

  private final Notifier notifier;
  private final AnomalyMetric metric;
  private final AlertClaims claims;
  private final EventLog log;

  AlertSender(Notifier notifier, AnomalyMetric metric, AlertClaims claims, EventLog log) {
    this.notifier = notifier;
    this.metric = metric;
    this.claims = claims;
    this.log = log;
  }

  /**
   * Sends what is missing.
   *
   * @return the steps that were done by this call
   * @throws AlertFailedException if a step failed, another invocation kept the alert claimed, or
   *     the ledger did not answer
   */
  Set<Step> send(Alert alert, InvocationTime time) {
    AlertLedger.Claim claim = claim(alert, time);
    Set<Step> missing = EnumSet.noneOf(Step.class);
    missing.addAll(claim.missing());
    Map<Step, RuntimeException> failures = new EnumMap<>(Step.class);
    for (Step step : missing) {
      try {
        perform(step, alert, time);
      } catch (RuntimeException e) {
        failures.put(step, e);
        alert
            .identify(log.warn("alert_step_failed").with("step", step.code()))
            .with("error", e)
            .write();
        continue;
      }
      mark(claim, step, alert);
    }
    if (!failures.isEmpty()) {
      claims.release(claim, alert);
      throw failed(alert, failures);
    }
    log(alert, missing);
    return missing;
  }

  /** If another copy of the event has the claim, waits for it. */
  private AlertLedger.Claim claim(Alert alert, InvocationTime time) {
    List<AlertLedger.Claim> claimed = new ArrayList<>(1);
    claims.await(
        time,
        () -> {
          askLedger(alert, time).ifPresent(claimed::add);
          return !claimed.isEmpty();
        });
    if (claimed.isEmpty()) {
      throw new AlertFailedException(
          "another invocation has claimed the alert for " + alert.description(), null);
    }
    return claimed.get(0);
  }

  private Optional<AlertLedger.Claim> askLedger(Alert alert, InvocationTime time) {
    try {
      return claims.claim(alert, EnumSet.allOf(Step.class), time);
    } catch (RuntimeException e) {
      throw new AlertFailedException(
          "the ledger did not answer for " + alert.description() + ": " + ServiceErrors.describe(e),
          e);
    }
  }

  /** Once the ledger does not take a mark, nothing more is sent: its mark would fail as well. */
  private void mark(AlertLedger.Claim claim, Step step, Alert alert) {
    try {
      claims.mark(claim, step, alert);
    } catch (RuntimeException e) {
      throw new AlertFailedException(
          "the ledger could not mark the "
              + step.code()
              + " as sent for "
              + alert.description()
              + ": "
              + ServiceErrors.describe(e),
          e);
    }
  }

  private void perform(Step step, Alert alert, InvocationTime time) {
    switch (step) {
      case NOTIFICATION -> notifier.send(Message.of(alert), time.forSend());
      case METRIC -> metric.send(List.of(alert), time.forSend());
    }
  }

  private static AlertFailedException failed(Alert alert, Map<Step, RuntimeException> failures) {
    String what = failures.keySet().stream().map(Step::code).collect(Collectors.joining(" and "));
    RuntimeException first = failures.values().iterator().next();
    AlertFailedException failed =
        new AlertFailedException(
            what + " failed for " + alert.description() + ": " + ServiceErrors.describe(first),
            first);
    failures.values().stream().skip(1).forEach(failed::addSuppressed);
    return failed;
  }

  private void log(Alert alert, Set<Step> sent) {
    alert
        .identify(log.info(sent.isEmpty() ? "alert_repeated" : "alert_sent"))
        .with("anomalies", alert.anomalies().size())
        .with("notified", sent.contains(Step.NOTIFICATION))
        .with("counted", sent.contains(Step.METRIC))
        .write();
  }
}
