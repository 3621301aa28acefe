package dev.iotpipeline.local.run.verdict;

/**
 * One thing that a run has to remember until it is settled.
 *
 * @param kind what it is
 * @param body says the rest; not to be changed
 */
record Note(Kind kind, byte[] body) {

  /** What there is to remember, of a reading, a rejected record, an alert or a device. */
  enum Kind {
    /** What an earlier run has left behind under this key. */
    EARLIER,
    /** The stream took it. */
    TAKEN,
    /** A producer says that it sent it, or why it made a record that is rejected. */
    PRODUCED,
    /** The mapping gave it up. */
    GIVEN_UP,
    /** It is in the table. */
    FOUND,
    /** People have to be told. */
    DUE,
    /** People were told. */
    TOLD,
    /** A fault has left a notification without its mark. */
    TOLD_IN_DOUBT,
    /** It was counted in the metric. */
    COUNTED,
    /** A fault has left a value of the metric without its mark. */
    COUNTED_IN_DOUBT,
    /** Nothing was heard of the device for a time. */
    GAP
  }
}
