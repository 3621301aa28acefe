package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Metric;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Total;
import dev.iotpipeline.local.run.verdict.Findings.Kind;
import dev.iotpipeline.telemetry.ReadingKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
  private final Map<Metric, Total> put = new HashMap<>();
  private final Map<String, Long> inDoubt = new HashMap<>();

  /**
   * @param summed whether the values of a device are summed
   */
  CountScore(boolean summed, Notes notes) {
    this.summed = summed;
    this.notes = notes;
  }

  /** The metric has taken these, while the function worked on this event. */
  synchronized void counted(byte[] event, Map<String, Long> anomalies) {
    anomalies.forEach((label, count) -> put.merge(metric(label), new Total(1, count), Total::plus));
    if (!summed) {
      note(event, anomalies, Note.Kind.COUNTED);
    }
  }

  /** A fault has left these without their mark. */
  synchronized void inDoubt(byte[] event, Map<String, Long> anomalies) {
    if (summed) {
      anomalies.forEach((label, count) -> inDoubt.merge(label, count, Long::sum));
    } else {
      note(event, anomalies, Note.Kind.COUNTED_IN_DOUBT);
    }
  }

  private static Metric metric(String label) {
    return new Metric(
        ResourceNames.METRIC_NAMESPACE,
        ResourceNames.METRIC,
        Map.of(ResourceNames.METRIC_DIMENSION, label));
  }

  private void note(byte[] event, Map<String, Long> anomalies, Note.Kind kind) {
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
    Map<String, Long> counted =
        put.entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> label(each.getKey().dimensions().values().iterator().next()),
                    each -> Math.round(each.getValue().sum()),
                    Long::sum));
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

  /** The metrics hold nothing but what the function has put. */
  synchronized void compare(Map<Metric, Total> metrics, Findings findings) {
    Set<Metric> all = new HashSet<>(put.keySet());
    all.addAll(metrics.keySet());
    for (Metric metric : all) {
      Total right = put.getOrDefault(metric, Total.NOTHING);
      Total found = metrics.getOrDefault(metric, Total.NOTHING);
      if (!found.equals(right)) {
        findings.add(
            Kind.COUNTED_WRONGLY,
            String.format(
                Locale.ROOT,
                "%s %s has %d values of %.0f in all, and the function has put %d of %.0f",
                metric.name(),
                metric.dimensions(),
                found.values(),
                found.sum(),
                right.values(),
                right.sum()));
      }
    }
  }
}
