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

/**
 * What a person sees of a run: the alerts, and below them a line of counts. On a terminal, the line
 * replaces itself each second; elsewhere, a new one comes every few seconds.
 *
 * <p>Safe for use by any number of threads.
 */
public final class RunView {

  /** The e-mail of a single alert is shorter. */
  private static final int EMAIL_LINES = 24;

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean colours;
  private final int secondsBetweenLines;
  private final AlertLines alerts = new AlertLines();
  private boolean firstAlert = true;
  private LiveCounts last = new LiveCounts(0, 0, 0, 0);
  private long seconds;

  /**
   * @param terminal whether a line can be replaced
   * @param colours whether a text can have a colour
   */
  public RunView(PrintWriter out, boolean terminal, boolean colours) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
    this.secondsBetweenLines = terminal ? 1 : 5;
  }

  public synchronized void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** Shows the e-mail of the first alert at once, and the others with the next line of counts. */
  public synchronized void alert(Notification notification) {
    if (!firstAlert) {
      alerts.add(notification);
      return;
    }
    firstAlert = false;
    clear();
    out.println();
    out.println("The first alert, as its e-mail reads:");
    out.println("  | Subject: " + notification.subject());
    out.println("  |");
    showEmail(notification.email().lines().toList());
    out.println();
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
    showAlerts();
    return seconds % secondsBetweenLines == 0;
  }

  private void show(String line) {
    clear();
    out.print(terminal ? line : line + System.lineSeparator());
    out.flush();
  }

  private void showAlerts() {
    for (String line : alerts.take()) {
      clear();
      out.println("  " + painted(Paint.BAD, "ALERT") + "  " + line);
    }
    out.flush();
  }

  private String line(LiveCounts counts, long rate) {
    return painted(Paint.LESS_IMPORTANT, String.format("%4d s", seconds))
        + count("published", counts.published())
        + painted(Paint.GOOD, count("stored", counts.stored()))
        + painted(
            counts.alerts() == 0 ? Paint.LESS_IMPORTANT : Paint.BAD,
            count("alerts", counts.alerts()))
        + (counts.rejected() == 0
            ? ""
            : painted(Paint.ATTENTION, count("rejected", counts.rejected())))
        + painted(Paint.LESS_IMPORTANT, String.format(Locale.ROOT, "  (%,d/s)", rate));
  }

  private static String count(String name, long value) {
    return String.format(Locale.ROOT, "  %s %,d", name, value);
  }

  private String painted(Paint paint, String text) {
    return colours ? paint.on(text) : text;
  }

  private void clear() {
    if (terminal) {
      out.print(CLEAR_LINE);
    }
  }

  /**
   * Shows the verdict.
   *
   * @param words its lines
   * @param good whether all is as it should be
   */
  public synchronized void summary(List<String> words, boolean good) {
    showAlerts();
    clear();
    out.println();
    out.println(painted(good ? Paint.GOOD : Paint.BAD, words.get(0)));
    words.subList(1, words.size()).forEach(out::println);
    out.flush();
  }

  /**
   * The verdict in words, and a short table.
   *
   * @param complaints a line each, about what was too slow
   */
  public static List<String> words(RunSummary summary, List<String> complaints) {
    return SummaryText.lines(summary, complaints);
  }

  /** Says what was confirmed by then; there is no verdict. */
  public synchronized void aborted(LiveCounts counts) {
    showAlerts();
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
