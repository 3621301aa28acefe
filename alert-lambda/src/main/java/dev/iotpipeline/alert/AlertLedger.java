package dev.iotpipeline.alert;

import java.util.Optional;
import java.util.Set;

/**
 * Knows which steps of an alert are done, so that each is done once, however often the alert comes.
 */
interface AlertLedger {

  /**
   * Claims an alert: until this invocation ends, no other one sends it.
   *
   * @param wanted the steps that the alert calls for
   * @return empty if somebody else has claimed it
   * @throws RuntimeException if the ledger cannot tell
   */
  Optional<Claim> claim(Alert alert, Set<Step> wanted, InvocationTime time);

  /** The right to send what is missing. */
  interface Claim {

    /** The steps that are not done yet; empty if the alert is complete. */
    Set<Step> missing();

    /**
     * Marks a step as done: it is never missing again.
     *
     * @throws RuntimeException if the mark could not be kept; the step may then be done once more
     */
    void done(Step step);

    /** Gives the claim back before its time, so that a retry need not wait for its end. */
    void release();
  }
}
