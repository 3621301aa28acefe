package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SimulationViewTest {

  private static final SimulationSummary SUMMARY =
      new SimulationSummary(12_345, 2, 1_003, 17, Duration.ofMillis(10_250), 1204.39, 1.25, 40.9);

  private final StringWriter out = new StringWriter();

  @Test
  void withoutATerminalEachTickIsALine() {
    SimulationView view = new SimulationView(new PrintWriter(out), false, null);

    view.tick(SUMMARY);
    view.summary(SUMMARY);

    String line = "published 12,345, failed 2, throttled 17 in 10.3 s (1,204.4/s)";
    assertThat(out.toString().lines())
        .containsExactly(
            line,
            line,
            "call time p50 1.3 ms, p99 40.9 ms",
            "1,003 readings were due and never begun: the stream refused calls 17 times for its limit.");
    assertThat(out.toString()).doesNotContain("\r\u001b");
  }

  @Test
  void aShortfallWithoutARefusedCallIsThatOfTheCalls() {
    SimulationSummary slow =
        new SimulationSummary(5, 0, 1_003, 0, Duration.ofSeconds(10), 0.5, 1_900, 2_100);

    assertThat(slow.shortfall())
        .hasValue("1,003 readings were due and never begun: calls take too long for this rate.");
  }

  @Test
  void onATerminalABarIsOverwrittenAndTheSummaryStaysBelowIt() {
    SimulationView view = new SimulationView(new PrintWriter(out), true, 12_347L);

    view.tick(SUMMARY);
    view.summary(SUMMARY);

    assertThat(out.toString())
        .contains("\rPublishing 100%")
        .contains("12347/12347")
        .contains("call time p50 1.3 ms, p99 40.9 ms" + System.lineSeparator());
  }
}
