package dev.iotpipeline.alert;

import java.util.Optional;
import java.util.Set;

/** Knows which steps of an alert are done, so that each is done once however often it is asked. */
interface AlertLedger {

  /**
   * Claims an alert, so that nobody else sends it as long as this invocation can.
   *
   * @param wanted the steps that the alert calls for
   * @return empty if somebody else has claimed it
   * @throws RuntimeException if the ledger cannot tell
   */
  Optional<Claim> claim(Alert alert, Set<Step> wanted, InvocationTime time);

  /** The right to send what is missing. */
  interface Claim {

    /** What has not been done when it was claimed; nothing at all if the alert is complete. */
    Set<Step> missing();

    /**
     * A step has been done: it is never missing again.
     *
     * @throws RuntimeException if that could not be kept, so that the step may be done once more
     */
    void done(Step step);

    /** Gives the claim back before its time, so that a retry need not wait for its end. */
    void release();
  }
}
