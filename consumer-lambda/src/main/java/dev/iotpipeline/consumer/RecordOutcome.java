package dev.iotpipeline.consumer;

/**
 * What became of one record.
 *
 * @param sequenceNumber the record's place in its shard
 * @param end where the record ended up
 * @param alert what became of its alert
 */
record RecordOutcome(String sequenceNumber, End end, AlertOutcome alert) {

  /** Where a record ends up. */
  enum End {
    /** Its reading, or a later one with the same key, is in the table. */
    STORED,
    /** It holds a valid reading that could not be written in time. */
    UNWRITTEN,
    /** It holds no valid reading and is in the quarantine. */
    QUARANTINED,
    /** It holds no valid reading and is not in the quarantine. */
    NOT_QUARANTINED
  }

  /** Whether Lambda has to deliver the record again. */
  boolean isFailed() {
    return end == End.UNWRITTEN || end == End.NOT_QUARANTINED || alert.isFailed();
  }

  /** Whether the record holds no valid reading. */
  boolean isRejected() {
    return end == End.QUARANTINED || end == End.NOT_QUARANTINED;
  }
}
