package dev.iotpipeline.local.run.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person sees of a run: one line of counts that keeps itself up to date on a terminal, and
 * comes every few seconds elsewhere; above it each alert, as operations would get it.
 *
 * <p>A storm of alerts is cut to a few a second, because nobody reads fifty. Safe for use by any
 * number of threads.
 */
public final class RunView {

  private static final int ALERTS_PER_SECOND = 4;
  private static final int SECONDS_BETWEEN_PLAIN_LINES = 5;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private int alertsThisSecond;
  private boolean firstAlert = true;
  private LiveCounts last = new LiveCounts(0, 0, 0, 0);
  private long seconds;

  public RunView(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public synchronized void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** The first alert in full, as the e-mail has it; of the others the text message. */
  public synchronized void alert(Notification notification) {
    if (++alertsThisSecond > ALERTS_PER_SECOND) {
      return;
    }
    clear();
    if (firstAlert) {
      firstAlert = false;
      out.println();
      out.println("The first alert, as its e-mail reads:");
      out.println("  | Subject: " + notification.subject());
      out.println("  |");
      notification.email().lines().forEach(line -> out.println("  | " + line));
      out.println();
    } else {
      out.println("  ALERT  " + notification.sms());
    }
    out.flush();
  }

  /** To be called once a second. */
  public synchronized void tick(LiveCounts counts) {
    seconds++;
    if (alertsThisSecond > ALERTS_PER_SECOND) {
      clear();
      out.println("  ALERT  ... and " + (alertsThisSecond - ALERTS_PER_SECOND) + " more");
    }
    alertsThisSecond = 0;
    if (terminal) {
      clear();
      out.print(line(counts, counts.published() - last.published()));
      last = counts;
    } else if (seconds % SECONDS_BETWEEN_PLAIN_LINES == 0) {
      long rate = (counts.published() - last.published()) / SECONDS_BETWEEN_PLAIN_LINES;
      out.println(line(counts, rate));
      last = counts;
    }
    out.flush();
  }

  private String line(LiveCounts counts, long rate) {
    String refused = counts.refused() == 0 ? "" : "  refused " + counts.refused();
    return String.format(
        Locale.ROOT,
        "%4d s  published %,d  stored %,d  alerts %,d%s  (%,d/s)",
        seconds,
        counts.published(),
        counts.stored(),
        counts.alerts(),
        refused,
        rate);
  }

  private void clear() {
    if (terminal) {
      out.print(CLEAR_LINE);
    }
  }

  /** The verdict in words, then the summary as the JSON that {@code --report} gets. */
  public synchronized void summary(RunSummary summary) {
    clear();
    out.println();
    out.println(verdict(summary));
    faults(summary).ifPresent(out::println);
    deadLetters(summary).ifPresent(out::println);
    out.println(json(summary));
    out.flush();
  }

  private static String verdict(RunSummary summary) {
    if (summary.isClean()) {
      if (summary.records() == 0) {
        return "Nothing was published.";
      }
      String good =
          "Every reading is in the table exactly as it was sent, every breach was alerted.";
      return summary.rejected() == 0
          ? good
          : good
              + String.format(
                  Locale.ROOT,
                  " Records that are no readings, all in quarantine with their reason: %,d.",
                  summary.rejected());
    }
    return String.format(
        Locale.ROOT,
        "Lost: %,d readings. Alerts missed: %,d. Alerts without cause: %,d. Sent twice: %,d"
            + " notifications, %,d counts. Wrongly rejected: %,d.",
        summary.lost(),
        summary.alertsMissed(),
        summary.alertsFalse(),
        summary.alertsRepeated(),
        Math.max(0, summary.countsTooMany()),
        summary.wronglyRejected());
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
        String.format(
            Locale.ROOT,
            "Faults: %s. Left in doubt between a send and its mark: notifications %d, sent once"
                + " more %d; metric values %d, put once more %d.",
            struck,
            summary.inDoubt().notifications(),
            summary.alertsRepeated(),
            summary.inDoubt().counts(),
            Math.max(0, summary.countsTooMany())));
  }

  private static Optional<String> deadLetters(RunSummary summary) {
    DeadLetters letters = summary.deadLetters();
    return letters.equals(DeadLetters.NONE)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Given up and kept in the dead-letter queues: %,d alerts, %,d batches.",
                letters.alerts(),
                letters.batches()));
  }

  public static String json(RunSummary summary) {
    try {
      return JsonMapper.builder().build().writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always writable", e);
    }
  }
}
