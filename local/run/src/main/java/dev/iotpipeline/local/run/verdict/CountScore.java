package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import dev.iotpipeline.telemetry.ReadingKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the alert function counts in the metric: by alert if each alert has a value of its own, and
 * by device if the values of a device are summed. Safe for use by any number of threads.
 */
final class CountScore {

  /** Of all devices whose id is not the label of their values. */
  private static final String UNUSUAL = "devices with unusual ids";

  private final boolean summed;
  private final Notes notes;
  private final Map<String, Long> byLabel = new HashMap<>();
  private final Map<String, Long> inDoubt = new HashMap<>();
  private long values;
  private long sum;

  /**
   * @param summed whether the values of a device are summed
   */
  CountScore(boolean summed, Notes notes) {
    this.summed = summed;
    this.notes = notes;
  }

  /** The metric has taken these, while the function worked on this event. */
  synchronized void counted(byte[] event, Map<String, Long> anomalies) {
    values += anomalies.size();
    anomalies.forEach((label, count) -> sum += count);
    note(event, anomalies, Note.Kind.COUNTED, byLabel);
  }

  /** A fault has left these without their mark. */
  synchronized void inDoubt(byte[] event, Map<String, Long> anomalies) {
    note(event, anomalies, Note.Kind.COUNTED_IN_DOUBT, inDoubt);
  }

  private void note(
      byte[] event, Map<String, Long> anomalies, Note.Kind kind, Map<String, Long> sums) {
    if (summed) {
      anomalies.forEach((label, count) -> sums.merge(label, count, Long::sum));
      return;
    }
    AlertEvent alerts = AlertEvent.of(event);
    anomalies.forEach(
        (label, count) -> {
          List<ReadingKey> keys = alerts.counted(label);
          String value = keys.size() == 1 ? count.toString() : AlertJudge.SHARED;
          byte[] body = value.getBytes(StandardCharsets.UTF_8);
          keys.forEach(key -> notes.add(NoteKey.ofAlert(key), kind, body));
        });
  }

  /**
   * Compares the sums.
   *
   * @param expected anomalies by device
   * @return how many were counted twice and a fault excuses
   */
  synchronized long judge(Map<String, CountRange> expected, Findings findings) {
    if (!summed) {
      return 0;
    }
    Map<String, CountRange> due = new HashMap<>();
    expected.forEach((device, range) -> due.merge(label(device), range, CountRange::plus));
    Map<String, Long> counted = byPlainLabel(byLabel);
    Map<String, Long> doubted = byPlainLabel(inDoubt);
    Set<String> labels = new TreeSet<>(due.keySet());
    labels.addAll(counted.keySet());
    long excused = 0;
    for (String label : labels) {
      CountRange range = due.getOrDefault(label, CountRange.NONE);
      long count = counted.getOrDefault(label, 0L);
      String what = label + ": " + count + " anomalies in place of " + range.fewest();
      long again = Math.max(0, count - range.most());
      findings.add(Kind.NOT_COUNTED, Math.max(0, range.fewest() - count), what);
      findings.add(Kind.COUNTED_AGAIN, again, what);
      excused += Math.min(again, doubted.getOrDefault(label, 0L));
    }
    return excused;
  }

  private static Map<String, Long> byPlainLabel(Map<String, Long> sums) {
    return sums.entrySet().stream()
        .collect(Collectors.toMap(each -> label(each.getKey()), Map.Entry::getValue, Long::sum));
  }

  /** An id of visible ASCII is its own label. */
  private static String label(String device) {
    boolean isPlain = device.chars().allMatch(c -> c > ' ' && c < '~') && !device.startsWith(":");
    return isPlain && device.length() <= 1024 ? device : UNUSUAL;
  }

  /** The metric holds nothing but what the function has put. */
  synchronized void compare(long metricValues, long anomalyCount, Findings findings) {
    if (metricValues != values || anomalyCount != sum) {
      findings.add(
          Kind.COUNTED_WRONGLY,
          "the metric has %d values that sum up to %d, and the function has put %d of %d"
              .formatted(metricValues, anomalyCount, values, sum));
    }
  }
}
