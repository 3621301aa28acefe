package dev.iotpipeline.consumer;

/** What became of the alert of one record. */
enum AlertOutcome {
  /** The record has none: it is normal, not stored, or not the first breach of its key. */
  NONE,
  /** The alert function accepted it just now. */
  ACCEPTED,
  /** The alert function accepted it when the batch came before. */
  ACCEPTED_BEFORE,
  /** The alert function did not accept it in time. */
  FAILED
}
