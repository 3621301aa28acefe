package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A notice that people have to be told, or may be.
 *
 * @param name which one it is
 * @param at when it was found: a time of the device, or for silence of the stream
 * @param row what its row in the table of notices says, but for where it is and when it was told
 */
record DueNotice(NoticeName name, Instant at, SortedMap<String, String> row) {

  /**
   * @param since when the breach began
   * @param count how many readings were beyond the threshold since
   */
  static DueNotice of(NoticeName name, Instant since, Instant at, long count) {
    SortedMap<String, String> row = new TreeMap<>();
    row.put("device_id", Image.text(name.deviceId()));
    row.put("anomaly", Image.text(name.anomaly()));
    row.put("kind", Image.text(name.kind()));
    row.put("since", Image.text(Timestamps.format(since)));
    row.put("at", Image.text(Timestamps.format(at)));
    row.put("count", Image.number(BigDecimal.valueOf(count)));
    return new DueNotice(name, at, row);
  }
}
