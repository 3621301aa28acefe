package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what people have to hear of in a batch, and sends it to the alert function. */
interface Alerting {

  /**
   * Begins with what needs no answer of the table of readings.
   *
   * @param valid the records that hold a valid reading, in stream order
   */
  Begun begin(List<ValidRecord> valid, TimeBudget time, BatchLog log);

  /** What was begun. */
  interface Begun {

    /**
     * Finishes it. An alert goes out only for a reading that is stored.
     *
     * @param stored the keys of the readings that are certainly stored
     * @return what became of the alert of each record; a record that is missing here has none
     */
    Map<ValidRecord, AlertOutcome> finish(Set<ReadingKey> stored);
  }
}
