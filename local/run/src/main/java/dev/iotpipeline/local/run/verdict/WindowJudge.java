package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Metric;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics.Total;
import dev.iotpipeline.local.run.verdict.Findings.Kind;
import dev.iotpipeline.telemetry.Measurement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the items of the fleet's statistics with what the stream took, window by window and
 * shard by shard, and the metrics with all of them. Means and standard deviations may differ by
 * rounding, and nothing else.
 */
final class WindowJudge {

  /** How far rounding may go, as a share of the value that is furthest from zero. */
  private static final double ROUNDING = 1e-9;

  /** The metrics that are counts, by the attribute that has the count. */
  private static final Map<String, String> COUNTS =
      Map.of(
          "readings", "Readings",
          "anomalous", "AnomalousReadings",
          "rejected", "RejectedRecords",
          "late", "LateReadings",
          "devices", "Devices");

  private final Findings findings;
  private final RunTime time;
  private final Map<String, Total> metrics = new HashMap<>();

  WindowJudge(Findings findings, RunTime time) {
    this.findings = findings;
    this.time = time;
  }

  /** All that is known of one window and shard. */
  void judge(String key, List<Note> notes) {
    SortedMap<String, String> earlier = null;
    SortedMap<String, String> due = null;
    List<SortedMap<String, String>> found = new ArrayList<>();
    for (Note note : notes) {
      switch (note.kind()) {
        case EARLIER -> earlier = Image.attributes(note.body());
        case DUE -> due = Image.attributes(note.body());
        case FOUND -> found.add(Image.attributes(note.body()));
        default -> throw new IllegalStateException(note.kind() + " says nothing of a window");
      }
    }
    String name = NoteKey.shown(key);
    if (due != null) {
      judgeOwn(name, due, found);
    } else if (earlier == null) {
      found.forEach(item -> report(name, "there was no such window"));
    } else if (!found.equals(List.of(earlier))) {
      findings.add(Kind.OF_EARLIER_RUN_CHANGED, "statistics of " + name);
    }
  }

  private void judgeOwn(
      String name, SortedMap<String, String> due, List<SortedMap<String, String>> found) {
    addToMetrics(due);
    due.keySet().removeIf(attribute -> attribute.startsWith(ValueScore.IN_METRICS));
    if (found.isEmpty()) {
      report(name, "is missing");
    }
    for (SortedMap<String, String> item : found) {
      time.expect("counted_at", item, due);
      for (Measurement measurement : Measurement.values()) {
        round(measurement.field(), "mean", due, item);
        round(measurement.field(), "standard_deviation", due, item);
      }
      report(name, Image.differences(due, item));
    }
  }

  private void addToMetrics(SortedMap<String, String> due) {
    COUNTS.forEach((attribute, metric) -> add(metric, new Total(1, number(due.get(attribute)))));
    for (Measurement measurement : Measurement.values()) {
      String sum = due.get(ValueScore.IN_METRICS + measurement.field());
      if (sum != null) {
        String name = measurement.field();
        add(
            Character.toUpperCase(name.charAt(0)) + name.substring(1),
            new Total((long) number(due.get("readings")), Double.parseDouble(sum)));
      }
    }
  }

  private void add(String metric, Total one) {
    metrics.merge(metric, one, Total::plus);
  }

  /** A number that is as near as rounding allows is what was expected. */
  private static void round(
      String field, String name, SortedMap<String, String> due, SortedMap<String, String> found) {
    String attribute = field + "." + name;
    String right = due.get(attribute);
    String text = found.get(attribute);
    double scale =
        Math.max(
            Math.abs(number(due.get(field + ".min"))), Math.abs(number(due.get(field + ".max"))));
    if (right != null && Math.abs(number(text) - number(right)) <= scale * ROUNDING) {
      due.put(attribute, String.valueOf(text));
    }
  }

  private static double number(@Nullable String text) {
    return text != null && text.startsWith("N ")
        ? Double.parseDouble(text.substring("N ".length()))
        : Double.NaN;
  }

  /**
   * The metrics, once all windows are judged.
   *
   * @param found what the metrics of the fleet have
   * @param inDoubt windows whose metrics may be there twice
   */
  void compare(Map<Metric, Total> found, long inDoubt) {
    Map<String, Total> byName = new HashMap<>();
    found.forEach((metric, total) -> byName.put(shown(metric), total));
    TreeSet<String> names = new TreeSet<>(metrics.keySet());
    names.addAll(byName.keySet());
    for (String name : names) {
      Total right = metrics.getOrDefault(name, Total.NOTHING);
      Total total = byName.getOrDefault(name, Total.NOTHING);
      boolean isRight = inDoubt == 0 ? isSame(total, right) : total.values() >= right.values();
      if (!isRight) {
        report("metric " + name, total + " in place of " + right);
      }
    }
  }

  private static boolean isSame(Total one, Total other) {
    return one.values() == other.values()
        && Math.abs(one.sum() - other.sum())
            <= ROUNDING * Math.max(Math.abs(other.sum()), other.values());
  }

  /** The metrics of the fleet have no dimension. */
  private static String shown(Metric metric) {
    return metric.name() + (metric.dimensions().isEmpty() ? "" : metric.dimensions());
  }

  private void report(String name, String what) {
    if (!what.isEmpty()) {
      findings.add(Kind.WRONG_IN_FLEET, name + ": " + what);
    }
  }
}
