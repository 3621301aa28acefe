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
  FAILED,
  /** The device's shadow could not be read or written, so the record has to be judged again. */
  NOT_JUDGED;

  /** Whether the record has to come again. */
  boolean isFailed() {
    return this == FAILED || this == NOT_JUDGED;
  }

  /** Of two outcomes for one record, the one that counts. */
  static AlertOutcome worse(AlertOutcome one, AlertOutcome other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
