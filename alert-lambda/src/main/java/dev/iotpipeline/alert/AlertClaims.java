package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Claims in the ledger. What the ledger does not take is logged. */
final class AlertClaims {

  private final AlertLedger ledger;
  private final Retries retries;
  private final EventLog log;

  AlertClaims(AlertLedger ledger, Retries retries, EventLog log) {
    this.ledger = ledger;
    this.retries = retries;
    this.log = log;
  }

  /**
   * Asks again until it succeeds or the time for claims is over. Mostly, another copy of the event
   * that has a claim is done within a second. The ledger retries its own calls.
   *
   * @param ask returns whether all is claimed
   */
  void await(InvocationTime time, BooleanSupplier ask) {
    retries.run(time.claiming(), timeout -> ask.getAsBoolean());
  }

  /**
   * Claims an alert.
   *
   * @param wanted the steps that the alert calls for
   * @return empty if somebody else has claimed it
   * @throws RuntimeException if the ledger cannot tell
   */
  Optional<AlertLedger.Claim> claim(Alert alert, Set<Step> wanted, InvocationTime time) {
    try {
      return ledger.claim(alert, wanted, time);
    } catch (RuntimeException e) {
      alert.identify(log.warn("alert_claim_failed")).with("error", e).write();
      throw e;
    }
  }

  /**
   * Marks a step as done.
   *
   * @throws RuntimeException if the mark could not be kept
   */
  void mark(AlertLedger.Claim claim, Step step, Alert alert) {
    try {
      claim.done(step);
    } catch (RuntimeException e) {
      alert
          .identify(log.warn("alert_mark_failed").with("step", step.code()))
          .with("error", e)
          .write();
      throw e;
    }
  }

  /** Gives a claim back. If that fails, the claim still ends with its time. */
  void release(AlertLedger.Claim claim, Alert alert) {
    try {
      claim.release();
    } catch (RuntimeException e) {
      alert.identify(log.warn("alert_release_failed")).with("error", e).write();
    }
  }
}
