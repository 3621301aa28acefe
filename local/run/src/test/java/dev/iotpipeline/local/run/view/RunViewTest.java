package dev.iotpipeline.local.run.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.InDoubt;
import dev.iotpipeline.local.run.verdict.LatencySummary;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunViewTest {

  private final StringWriter screen = new StringWriter();
  private final RunView view = new RunView(new PrintWriter(screen), false);

  @Test
  void theFirstAlertIsShownAsItsEmailAndTheOthersAsTextMessages() {
    view.alert(notification(1));
    view.alert(notification(2));

    assertThat(screen.toString())
        .contains("  | Subject: subject 1", "  | Device     sensor-1", "  ALERT  text 2")
        .doesNotContain("text 1", "subject 2");
  }

  @Test
  void aStormOfAlertsIsCutAndCounted() {
    for (int i = 1; i <= 50; i++) {
      view.alert(notification(i));
    }
    view.tick(new LiveCounts(50, 50, 50, 0));
    view.alert(notification(51));

    assertThat(screen.toString())
        .contains("text 4", "  ALERT  ... and 46 more", "text 51")
        .doesNotContain("text 5\n");
  }

  @Test
  void elsewhereThanOnATerminalTheCountsComeEveryFiveSeconds() {
    for (int second = 1; second <= 10; second++) {
      view.tick(new LiveCounts(1_000 * second, 990 * second, 5 * second, 0));
    }

    assertThat(screen.toString().lines())
        .containsExactly(
            "   5 s  published 5,000  stored 4,950  alerts 25  (1,000/s)",
            "  10 s  published 10,000  stored 9,900  alerts 50  (1,000/s)");
  }

  @Test
  void onATerminalTheLineOfCountsReplacesItself() {
    RunView terminal = new RunView(new PrintWriter(screen), true);
    terminal.tick(new LiveCounts(25, 20, 1, 3));
    terminal.tick(new LiveCounts(50, 45, 2, 3));

    assertThat(screen.toString())
        .isEqualTo(
            "\r\u001b[K   1 s  published 25  stored 20  alerts 1  refused 3  (25/s)"
                + "\r\u001b[K   2 s  published 50  stored 45  alerts 2  refused 3  (25/s)");
  }

  @Test
  void theSummaryIsAVerdictAndOneLineOfJson() {
    view.summary(summary(0));

    assertThat(screen.toString())
        .contains("Every reading is in the table exactly as it was sent")
        .contains(
            "{\"records\":11,\"published\":10,\"stored\":8,\"rejected\":1,\"wrongly_rejected\":0,"
                + "\"lost\":0,\"alerts_expected\":2,\"alerts_sent\":2,\"alerts_missed\":0,"
                + "\"alerts_false\":0,\"alerts_repeated\":0,\"notifications\":2,"
                + "\"metric_values\":2,\"anomaly_count\":4,\"failed_batches\":3,"
                + "\"dead_letters\":{\"batches\":0,\"alerts\":1},\"faults\":{\"throttled\":5},"
                + "\"in_doubt\":{\"notifications\":0,\"counts\":0},"
                + "\"stored_latency_ms\":{\"p50\":1.5,\"p99\":2.5},"
                + "\"alert_latency_ms\":{\"p50\":3.5,\"p99\":4.5},\"readings_per_second\":25.0}\n");
  }

  @Test
  void aSummaryWithLossesSaysSo() {
    view.summary(summary(1));

    assertThat(screen.toString()).contains("Lost: 1 readings. Alerts missed: 0.");
  }

  private static RunSummary summary(long lost) {
    return new RunSummary(
        11,
        10,
        8,
        1,
        0,
        lost,
        2,
        2,
        0,
        0,
        0,
        2,
        2,
        4,
        3,
        new DeadLetters(0, 1),
        Map.of("throttled", 5L),
        InDoubt.NONE,
        new LatencySummary(1.5, 2.5),
        new LatencySummary(3.5, 4.5),
        25.0);
  }

  private static Notification notification(int number) {
    return new Notification(
        "id",
        Instant.EPOCH,
        "subject " + number,
        "{}",
        "Device     sensor-" + number + "\nMeasured   then",
        "text " + number,
        Map.of());
  }
}
