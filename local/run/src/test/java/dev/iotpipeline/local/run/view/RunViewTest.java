package dev.iotpipeline.local.run.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.Detection;
import dev.iotpipeline.local.run.verdict.InDoubt;
import dev.iotpipeline.local.run.verdict.LatencySummary;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.MetricCheck;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.verdict.StateCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunViewTest {

  private final StringWriter screen = new StringWriter();
  private final RunView view = new RunView(new PrintWriter(screen), false, false);

  @Test
  void theFirstAlertIsShownAsItsEmailAndTheOthersAsTextMessages() {
    view.alert(notification(1));
    view.alert(notification(2));
    view.tick(new LiveCounts(2, 2, 2, 0));

    assertThat(screen.toString())
        .contains("  | Subject: subject 1", "  | Device     sensor-1", "  ALERT  text 2")
        .doesNotContain("text 1", "subject 2");
  }

  @Test
  void ofALongEmailTheBeginningIsShown() {
    String email = "line\n".repeat(500);
    view.alert(new Notification("id", Instant.EPOCH, "subject", "{}", email, "text", Map.of()));

    assertThat(screen.toString().lines().filter("  | line"::equals)).hasSize(23);
    assertThat(screen.toString()).contains("  | ... and 477 more lines");
  }

  @Test
  void alertsThatComeAfterTheLastCountsStandBeforeTheVerdict() {
    view.alert(notification(1));
    view.alert(notification(2));
    view.summary(List.of("All is well."), true);

    assertThat(screen.toString()).containsSubsequence("  ALERT  text 2", "All is well.");
  }

  @Test
  void whereThereAreColoursTheySayHowItGoes() {
    RunView coloured = new RunView(new PrintWriter(screen), true, true);
    coloured.tick(new LiveCounts(25, 20, 1, 0));
    coloured.summary(List.of("Lost: 5 readings."), false);

    assertThat(screen.toString())
        .contains(
            "\u001b[32m  stored 20\u001b[0m",
            "\u001b[1;31m  alerts 1\u001b[0m",
            "\u001b[1;31mLost: 5 readings.\u001b[0m");
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
    RunView terminal = new RunView(new PrintWriter(screen), true, false);
    terminal.tick(new LiveCounts(25, 20, 1, 3));
    terminal.tick(new LiveCounts(50, 45, 2, 3));

    assertThat(screen.toString())
        .isEqualTo(
            "\r\u001b[K   1 s  published 25  stored 20  alerts 1  rejected 3  (25/s)"
                + "\r\u001b[K   2 s  published 50  stored 45  alerts 2  rejected 3  (25/s)");
  }

  @Test
  void theSummaryIsAVerdictAndAShortTable() {
    view.summary(RunView.words(summary(0), List.of()), true);

    assertThat(screen.toString().lines())
        .containsExactly(
            "",
            "Every reading is in the table exactly as it was sent, every breach was alerted."
                + " Rejected records, each in quarantine with its reason: 1.",
            "Faults: 5 throttled. Left in doubt between a send and its mark: notifications 0,"
                + " sent once more 0; metric values 0, put once more 0.",
            "Given up and kept in the dead-letter queues: 1 alerts, 0 batches.",
            "  readings   published 10  stored 8  rejected 1  lost 0",
            "  alerts     expected 2  sent 2  missed 0  in 2 messages",
            "  detection  humidity above 1 of 3 (precision 0.500, recall 0.333),"
                + " temperature above 2 of 2",
            "  to stored  median 2 ms  99 % within 3 ms",
            "  to alert   median 4 ms  99 % within 5 ms",
            "  rate       25.0 readings/s");
  }

  @Test
  void programsGetOneLineOfJson() {
    assertThat(RunView.json(summary(0)))
        .startsWith(
            "{\"records\":11,\"not_published\":0,\"published\":10,\"stored\":8,\"rejected\":1,"
                + "\"lost\":0,\"altered\":0,\"added\":0,\"not_quarantined\":0,\"wrongly_rejected\":0,")
        .endsWith(
            "\"readings_per_second\":25.0,\"detection\":{\"humidity_above\":{"
                + "\"expected\":3,\"found\":1,\"missed\":2,\"false\":1,"
                + "\"precision\":0.5,\"recall\":0.3333333333333333},\"temperature_above\":{"
                + "\"expected\":2,\"found\":2,\"missed\":0,\"false\":0,"
                + "\"precision\":1.0,\"recall\":1.0}},\"quarantine\":true,"
                + "\"ledger\":true,\"fleet\":null,\"findings\":[]}");
  }

  @Test
  void aSummaryWithLossesSaysSo() {
    view.summary(RunView.words(summary(1), List.of()), false);

    assertThat(screen.toString().lines())
        .containsSubsequence("Not all is well: 1 readings lost.", "  lost: sensor\\u001B-1 then");
  }

  @Test
  void aSummaryOfARunThatCouldNotPublishAllSaysSo() {
    assertThat(summary(0, 3).isClean()).isFalse();
    assertThat(RunView.words(summary(0, 3), List.of()))
        .first()
        .isEqualTo("Not all is well: 3 readings not published.");
  }

  @Test
  void aFleetThatWasSlowerThanAskedIsToldWithTheCause() {
    Duration elapsed = Duration.ofSeconds(30);
    view.summary(words(new Pace(3_000, 1_020, 40_000, elapsed)), true);
    view.summary(words(new Pace(9_000, 1_500, 0, elapsed)), true);
    view.summary(words(new Pace(25, 24, 0, elapsed)), true);
    view.summary(words(new Pace(25, 5, 0, Duration.ofSeconds(1))), true);

    assertThat(screen.toString().lines().filter(line -> line.startsWith("Asked")))
        .containsExactly(
            "Asked for 3,000 readings/s, published 1,020/s: the stream refused 40,000 calls,"
                + " because a shard takes 1,000/s; --shards adds shards.",
            "Asked for 9,000 readings/s, published 1,500/s: this machine was not fast enough.");
  }

  @Test
  void aWaitCountsDown() {
    RunView terminal = new RunView(new PrintWriter(screen), true, false);
    terminal.waiting(3, Duration.ofSeconds(43));
    terminal.waiting(3, Duration.ofSeconds(42));

    assertThat(screen.toString())
        .isEqualTo(
            "\r\u001b[K   1 s  3 alerts left, next try in 43 s (Ctrl-C ends the wait)"
                + "\r\u001b[K   2 s  3 alerts left, next try in 42 s (Ctrl-C ends the wait)");
  }

  private static List<String> words(Pace pace) {
    return RunView.words(summary(0), pace.complaint().stream().toList());
  }

  private static RunSummary summary(long lost) {
    return summary(lost, 0);
  }

  private static RunSummary summary(long lost, long notPublished) {
    return new RunSummary(
        11,
        notPublished,
        10,
        8,
        1,
        lost,
        0,
        0,
        0,
        0,
        0,
        2,
        2,
        0,
        0,
        0,
        2,
        new MetricCheck(2, 4, 0, 0, 0),
        StateCheck.RIGHT,
        0,
        3,
        new DeadLetters(0, 1),
        Map.of("throttled", 5L),
        InDoubt.NONE,
        new LatencySummary(1.5, 2.5),
        new LatencySummary(3.5, 4.5),
        25.0,
        new TreeMap<>(
            Map.of(
                "temperature_above", new Detection(2, 2, 0),
                "humidity_above", new Detection(3, 1, 1))),
        true,
        true,
        null,
        lost == 0 ? List.of() : List.of("lost: sensor\u001b-1 then"));
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
