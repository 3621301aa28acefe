package dev.iotpipeline.local.run.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a run: the alerts, and below them a line of counts. On a terminal, the line
 * replaces itself each second; elsewhere, a new one comes every few seconds.
 *
 * <p>Only a few alerts a second are shown, because nobody can read fifty. Safe for use by any
 * number of threads.
 */
public final class RunView {

  private static final int ALERTS_PER_SECOND = 4;

  /** The e-mail of a single alert is shorter. */
  private static final int EMAIL_LINES = 24;

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final int secondsBetweenLines;
  private int alertsThisSecond;
  private boolean firstAlert = true;
  private LiveCounts last = new LiveCounts(0, 0, 0, 0);
  private long seconds;

  public RunView(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.secondsBetweenLines = terminal ? 1 : 5;
  }

  public synchronized void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** Shows the e-mail of the first alert, and the text messages of the others. */
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
      showEmail(notification.email().lines().toList());
      out.println();
    } else {
      out.println("  ALERT  " + notification.sms());
    }
    out.flush();
  }

  /** A digest may name hundreds of devices, and its beginning shows what it is like. */
  private void showEmail(List<String> lines) {
    int shown = lines.size() <= EMAIL_LINES ? lines.size() : EMAIL_LINES - 1;
    lines.stream().limit(shown).forEach(line -> out.println("  | " + line));
    if (shown < lines.size()) {
      out.println("  | ... and " + (lines.size() - shown) + " more lines");
    }
  }

  /** To be called once a second. */
  public synchronized void tick(LiveCounts counts) {
    if (isLineDue()) {
      show(line(counts, (counts.published() - last.published()) / secondsBetweenLines));
      last = counts;
    }
  }

  /** Says how many alerts are under way or wait for their next try. To be called once a second. */
  public synchronized void waiting(int alerts, Duration nextTry) {
    if (isLineDue()) {
      String next =
          nextTry.toSeconds() > 0 ? "next try in " + nextTry.toSeconds() + " s" : "under way";
      show(
          String.format(
              Locale.ROOT,
              "%4d s  %,d alerts left, %s (Ctrl-C ends the wait)",
              seconds,
              alerts,
              next));
    }
  }

  private boolean isLineDue() {
    seconds++;
    tellOfMoreAlerts();
    return seconds % secondsBetweenLines == 0;
  }

  private void show(String line) {
    clear();
    out.print(terminal ? line : line + System.lineSeparator());
    out.flush();
  }

  private void tellOfMoreAlerts() {
    if (alertsThisSecond > ALERTS_PER_SECOND) {
      clear();
      out.println("  ALERT  ... and " + (alertsThisSecond - ALERTS_PER_SECOND) + " more");
      out.flush();
    }
    alertsThisSecond = 0;
  }

  private String line(LiveCounts counts, long rate) {
    String rejected = counts.rejected() == 0 ? "" : "  rejected " + counts.rejected();
    return String.format(
        Locale.ROOT,
        "%4d s  published %,d  stored %,d  alerts %,d%s  (%,d/s)",
        seconds,
        counts.published(),
        counts.stored(),
        counts.alerts(),
        rejected,
        rate);
  }

  private void clear() {
    if (terminal) {
      out.print(CLEAR_LINE);
    }
  }

  /** Shows the verdict. */
  public synchronized void summary(List<String> words) {
    clear();
    out.println();
    words.forEach(out::println);
    out.flush();
  }

  /**
   * The verdict in words, and a short table.
   *
   * @param pace how fast the simulator published; null if it had no pace to keep
   */
  public static List<String> words(RunSummary summary, @Nullable Pace pace) {
    return SummaryText.lines(summary, pace);
  }

  /** Says what was confirmed by then; there is no verdict. */
  public synchronized void aborted(LiveCounts counts) {
    clear();
    out.println();
    out.printf(
        Locale.ROOT,
        "Aborted, so there is no verdict. Until then: published %,d, confirmed as stored %,d,"
            + " alerts sent %,d.%n",
        counts.published(),
        counts.stored(),
        counts.alerts());
    out.flush();
  }

  /** One line for programs. */
  public static String json(RunSummary summary) {
    try {
      return JsonMapper.builder().build().writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always writable", e);
    }
  }
}
