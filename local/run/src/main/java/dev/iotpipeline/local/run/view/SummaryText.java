package dev.iotpipeline.local.run.view;

import dev.iotpipeline.alert.VisibleText;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.Detection;
import dev.iotpipeline.local.run.verdict.FleetCheck;
import dev.iotpipeline.local.run.verdict.LatencySummary;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The summary of a run for people: the verdict in words, then the numbers behind it. */
final class SummaryText {

  private SummaryText() {}

  static List<String> lines(RunSummary summary, List<String> complaints) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict(summary));
    if (!summary.isClean()) {
      summary.findings().forEach(finding -> lines.add("  " + VisibleText.of(finding)));
    }
    faults(summary).ifPresent(lines::add);
    repetitions(summary).ifPresent(lines::add);
    deadLetters(summary).ifPresent(lines::add);
    if (summary.fleet() != null && !summary.fleet().isRight()) {
      lines.add(disagreement(summary.fleet()));
    }
    lines.addAll(complaints);
    if (summary.records() > 0) {
      lines.addAll(table(summary));
    }
    return lines;
  }

  private static List<String> table(RunSummary summary) {
    List<String> table = new ArrayList<>();
    table.add(
        row(
            "readings",
            "published %,d  stored %,d  rejected %,d  lost %,d",
            summary.published(),
            summary.stored(),
            summary.rejected(),
            summary.lost()));
    table.add(
        row(
            "alerts",
            "expected %,d  sent %,d  missed %,d  in %,d messages",
            summary.alertsExpected(),
            summary.alertsSent(),
            summary.alertsMissed(),
            summary.notifications()));
    table.add(row("detection", "%s", detection(summary.detection())));
    if (summary.fleet() != null && summary.fleet().isRight()) {
      table.add(fleet(summary.fleet()));
    }
    table.add(latency("to stored", summary.storedLatencyMs()));
    // Silence has no reading whose way could be measured.
    if (summary.alertLatencyMs().p99() > 0) {
      table.add(latency("to alert", summary.alertLatencyMs()));
    }
    table.add(row("rate", "%,.1f readings/s", summary.readingsPerSecond()));
    return table;
  }

  private static String fleet(FleetCheck fleet) {
    return row(
        "fleet",
        "%,d windows count every record, percentiles within %.1f %% of the exact ones",
        fleet.windows(),
        100 * fleet.worstPercentileError());
  }

  private static String disagreement(FleetCheck fleet) {
    return format(
        "The fleet's statistics do not tell what the stream took: readings %,d of %,d, anomalous"
            + " %,d of %,d, rejected %,d of %,d, devices %,d of %,d, readings in metrics %,d,"
            + " incomplete windows %,d, a percentile is off by %.1f %%.",
        fleet.readings(),
        fleet.readingsTaken(),
        fleet.anomalous(),
        fleet.anomalousTaken(),
        fleet.rejected(),
        fleet.rejectedTaken(),
        fleet.devices(),
        fleet.devicesTaken(),
        fleet.readingsInMetrics(),
        fleet.incomplete(),
        100 * fleet.worstPercentileError());
  }

  /** Of each kind how often it was found; precision and recall of those that were not all. */
  private static String detection(Map<String, Detection> detection) {
    return detection.isEmpty()
        ? "nothing to find"
        : detection.entrySet().stream()
            .map(kind -> kind.getKey().replace('_', ' ') + " " + detection(kind.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String detection(Detection one) {
    return one.precision() == 1 && one.recall() == 1
        ? format("%,d of %,d", one.found(), one.expected())
        : format(
            "%,d of %,d (precision %.3f, recall %.3f)",
            one.found(), one.expected(), one.precision(), one.recall());
  }

  private static String latency(String label, LatencySummary latency) {
    return row(label, "median %,.0f ms  99 %% within %,.0f ms", latency.p50(), latency.p99());
  }

  private static String row(String label, String format, Object... values) {
    return format("  %-10s ", label) + format(format, values);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String verdict(RunSummary summary) {
    if (summary.isClean()) {
      if (summary.records() == 0) {
        return "Nothing was published.";
      }
      String good =
          "Every reading is in the table exactly as it was sent, every breach was alerted.";
      return good + (summary.rejected() == 0 ? "" : rejected(summary));
    }
    List<String> wrong = new ArrayList<>();
    add(wrong, "readings not published", summary.notPublished());
    add(wrong, "readings lost", summary.lost());
    add(wrong, "readings altered", summary.altered());
    add(wrong, "readings that nobody has sent", summary.added());
    add(wrong, "rejected records not rightly in quarantine", summary.notQuarantined());
    add(wrong, "wrong rows in quarantine", summary.wronglyRejected());
    add(wrong, "items of earlier runs changed", summary.earlierChanged());
    add(wrong, "alerts missed", summary.alertsMissed());
    add(wrong, "alerts without cause", summary.alertsFalse());
    add(wrong, "alerts not counted", summary.metric().metricValuesMissing());
    add(wrong, "wrong metric values", summary.metric().metricValuesFalse());
    add(wrong, "wrong rows in the ledger of alerts", summary.state().wrongInLedger());
    add(wrong, "wrong rows of notices", summary.state().wrongNotices());
    add(wrong, "wrong shadows", summary.state().wrongShadows());
    add(wrong, "wrong windows or metrics of the fleet", summary.state().wrongInFleet());
    if (summary.ledger()) {
      add(wrong, "sent twice without need", summary.repeatedWithoutNeed());
    }
    if (summary.fleet() != null && !summary.fleet().isRight()) {
      wrong.add("statistics of the fleet wrong");
    }
    return "Not all is well: " + String.join(", ", wrong) + ".";
  }

  private static void add(List<String> wrong, String what, long count) {
    if (count > 0) {
      wrong.add(format("%,d %s", count, what));
    }
  }

  private static String rejected(RunSummary summary) {
    String where =
        summary.quarantine()
            ? "in quarantine with its reason"
            : "given up after its retries and named in the queue of failed batches";
    return format(" Rejected records, each %s: %,d.", where, summary.rejected());
  }

  /** Only for a run without a ledger. With one, the verdict or the line of faults has them. */
  private static Optional<String> repetitions(RunSummary summary) {
    return summary.ledger()
            || summary.alertsRepeated() + summary.metric().metricValuesTooMany() == 0
        ? Optional.empty()
        : Optional.of(
            format(
                "Sent again, since there is no ledger: %,d notifications, %,d metric values.",
                summary.alertsRepeated(), summary.metric().metricValuesTooMany()));
  }

  private static Optional<String> faults(RunSummary summary) {
    if (summary.faults().isEmpty()) {
      return Optional.empty();
    }
    String struck =
        summary.faults().entrySet().stream()
            .map(fault -> fault.getValue() + " " + fault.getKey().replace('_', ' '))
            .collect(Collectors.joining(", "));
    return Optional.of(
        format(
            "Faults: %s. Left in doubt between a send and its mark: notifications %d, sent once"
                + " more %d; metric values %d, put once more %d.",
            struck,
            summary.inDoubt().notifications(),
            summary.alertsRepeated(),
            summary.inDoubt().metricValues(),
            summary.metric().metricValuesTooMany()));
  }

  private static Optional<String> deadLetters(RunSummary summary) {
    DeadLetters letters = summary.deadLetters();
    return letters.equals(DeadLetters.NONE)
        ? Optional.empty()
        : Optional.of(
            format(
                "Given up and kept in the dead-letter queues: %,d alerts, %,d batches.",
                letters.alerts(), letters.batches()));
  }
}
