package dev.iotpipeline.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * What the user sees of a run: a progress bar on a terminal, elsewhere a line every few seconds,
 * and a summary at the end. Safe for use by any number of threads.
 */
final class SimulationView {

  private static final int BAR_WIDTH = 79;

  private final PrintWriter out;
  private final @Nullable ProgressBar bar;

  /**
   * @param terminal whether a line can be overwritten
   * @param total the number of readings; null if the plan has no bound
   */
  SimulationView(PrintWriter out, boolean terminal, @Nullable Long total) {
    this.out = out;
    this.bar = terminal ? bar(out, total) : null;
  }

  private static ProgressBar bar(PrintWriter out, @Nullable Long total) {
    return new ProgressBarBuilder()
        .setTaskName("Publishing")
        .setInitialMax(total == null ? -1 : total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .setConsumer(new DelegatingProgressBarConsumer(line -> overwrite(out, line), BAR_WIDTH))
        .showSpeed()
        .build();
  }

  private static void overwrite(PrintWriter out, String line) {
    out.print("\r" + line);
    out.flush();
  }

  /** The time between two calls of {@link #tick}. */
  Duration betweenTicks() {
    return bar == null ? Duration.ofSeconds(5) : Duration.ofMillis(500);
  }

  synchronized void tick(SimulationSummary soFar) {
    if (bar == null) {
      say(line(soFar));
    } else {
      bar.stepTo(soFar.published() + soFar.failed());
      bar.setExtraMessage(troubles(soFar));
    }
  }

  private static String troubles(SimulationSummary soFar) {
    return soFar.failed() + soFar.throttled() == 0
        ? ""
        : String.format(
            Locale.ROOT, " failed %,d, throttled %,d", soFar.failed(), soFar.throttled());
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Ends the bar and prints the summary. To be called once, at the end. */
  synchronized void summary(SimulationSummary summary) {
    if (bar != null) {
      tick(summary);
      bar.close();
      out.println();
    }
    say(line(summary));
    say(
        String.format(
            Locale.ROOT,
            "call time p50 %.1f ms, p99 %.1f ms",
            summary.p50Millis(),
            summary.p99Millis()));
    summary.shortfall().ifPresent(this::say);
  }

  private static String line(SimulationSummary summary) {
    return String.format(
        Locale.ROOT,
        "published %,d, failed %,d, throttled %,d in %.1f s (%,.1f/s)",
        summary.published(),
        summary.failed(),
        summary.throttled(),
        summary.elapsed().toMillis() / 1e3,
        summary.ratePerSecond());
  }
}
