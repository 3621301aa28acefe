package dev.iotpipeline.local.run.verdict;

import java.time.Instant;

/**
 * What makes a notice the one that it is.
 *
 * @param deviceId whom it is about
 * @param anomaly what is wrong, such as {@code temperature_above}
 * @param kind {@code raised}, {@code continuing} or {@code cleared}
 * @param time of the reading that led to it; for silence, when the device was heard before it
 */
record NoticeName(String deviceId, String anomaly, String kind, Instant time) {

  static final String SILENT = "silent";
  static final String RAISED = "raised";
  static final String CONTINUING = "continuing";
  static final String CLEARED = "cleared";

  boolean isOfSilence() {
    return anomaly.equals(SILENT);
  }
}
