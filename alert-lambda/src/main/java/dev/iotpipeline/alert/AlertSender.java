package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries;
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
  private final AlertLedger ledger;
  private final Retries retries;
  private final EventLog log;

  AlertSender(
      Notifier notifier, AnomalyMetric metric, AlertLedger ledger, Retries retries, EventLog log) {
    this.notifier = notifier;
    this.metric = metric;
    this.ledger = ledger;
    this.retries = retries;
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
        log("alert_step_failed", alert, step, e);
        continue;
      }
      mark(claim, step, alert);
    }
    if (!failures.isEmpty()) {
      release(claim, alert);
      throw failed(alert, failures);
    }
    log(alert, missing);
    return missing;
  }

  /**
   * If another copy of the event has the claim, waits: mostly that copy is done within a second.
   */
  private AlertLedger.Claim claim(Alert alert, InvocationTime time) {
    List<AlertLedger.Claim> claims = new ArrayList<>(1);
    // The ledger retries its own calls. This asks it again until nobody else has the claim.
    retries.run(
        time.claiming(),
        timeout -> {
          askLedger(alert, time).ifPresent(claims::add);
          return !claims.isEmpty();
        });
    if (claims.isEmpty()) {
      throw new AlertFailedException(
          "another invocation has claimed the alert for " + alert.description(), null);
    }
    return claims.get(0);
  }

  private Optional<AlertLedger.Claim> askLedger(Alert alert, InvocationTime time) {
    try {
      return ledger.claim(alert, EnumSet.allOf(Step.class), time);
    } catch (RuntimeException e) {
      alert.identify(log.warn("alert_claim_failed")).with("error", e).write();
      throw new AlertFailedException(
          "the ledger did not answer for " + alert.description() + ": " + e.getMessage(), e);
    }
  }

  /** Gives the claim back. If that fails, the claim still ends with its time. */
  private void release(AlertLedger.Claim claim, Alert alert) {
    try {
      claim.release();
    } catch (RuntimeException e) {
      alert.identify(log.warn("alert_release_failed")).with("error", e).write();
    }
  }

  /** Once the ledger does not take a mark, nothing more is sent: its mark would fail as well. */
  private void mark(AlertLedger.Claim claim, Step step, Alert alert) {
    try {
      claim.done(step);
    } catch (RuntimeException e) {
      log("alert_mark_failed", alert, step, e);
      throw new AlertFailedException(
          "the ledger could not mark the "
              + step.code()
              + " as sent for "
              + alert.description()
              + ": "
              + e.getMessage(),
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
            what + " failed for " + alert.description() + ": " + first.getMessage(), first);
    failures.values().stream().skip(1).forEach(failed::addSuppressed);
    return failed;
  }

  private void log(String event, Alert alert, Step step, RuntimeException failure) {
    alert.identify(log.warn(event).with("step", step.code())).with("error", failure).write();
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
