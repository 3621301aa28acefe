package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;

/** A record after decoding: it holds a valid reading, or it is rejected. */
sealed interface DecodedRecord permits ValidRecord, RejectedRecord {

  /** The record as the stream delivered it. */
  ShardRecord record();

  /** Decodes a record and validates what it holds. */
  static DecodedRecord of(ShardRecord record) {
    try {
      return new ValidRecord(record, ReadingJson.parse(record.data()));
    } catch (RejectedReadingException e) {
      return new RejectedRecord(record, e.rejection());
    }
  }
}
