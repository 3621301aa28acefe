package dev.iotpipeline.local.run.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.Detection;
import dev.iotpipeline.local.run.verdict.FleetCheck;
import dev.iotpipeline.local.run.verdict.InDoubt;
import dev.iotpipeline.local.run.verdict.LatencySummary;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.MetricCheck;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.verdict.StateCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample output in README is what the program prints. */
class ReadmeSampleTest {

  private static final String FENCE = "```";

  private final StringWriter screen = new StringWriter();
  private final RunView view = new RunView(new PrintWriter(screen), false, false);

  @Test
  void countsAndSummaryAreAsPrinted() throws IOException {
    for (int second = 1; second <= 10; second++) {
      view.tick(new LiveCounts(25 * second, 25 * second, 11, 0));
    }
    view.summary(RunView.words(summary(), List.of()), true);

    Stream<String> printed = screen.toString().lines().skip(1);
    assertThat(sample().lines()).containsSubsequence(printed.toArray(String[]::new));
  }

  private static String sample() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"));
    int start = readme.indexOf(FENCE + "\nStarting ");
    assertThat(start).as("start of the sample").isNotNegative();
    return readme.substring(start, readme.indexOf(FENCE, start + FENCE.length()));
  }

  private static RunSummary summary() {
    return new RunSummary(
        375,
        0,
        375,
        375,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        13,
        13,
        0,
        0,
        0,
        13,
        new MetricCheck(13, 36, 0, 0, 0),
        StateCheck.RIGHT,
        0,
        0,
        DeadLetters.NONE,
        Map.of(),
        InDoubt.NONE,
        new LatencySummary(5, 29),
        new LatencySummary(9, 22),
        25.1,
        new TreeMap<>(
            Map.of(
                "humidity_above", new Detection(7, 7, 0),
                "humidity_below", new Detection(6, 6, 0),
                "temperature_above", new Detection(13, 13, 0),
                "temperature_rising", new Detection(10, 10, 0))),
        true,
        true,
        new FleetCheck(4, 375, 375, 13, 13, 0, 0, 25, 25, 375, 0, 0, 0.0072),
        List.of());
  }
}
