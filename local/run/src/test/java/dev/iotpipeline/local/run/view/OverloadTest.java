package dev.iotpipeline.local.run.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.run.verdict.LiveCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverloadTest {

  private static final Duration SHORT = Duration.ofMillis(2_000);
  private static final Duration LONG = Duration.ofMillis(2_001);
  private static final String SENTENCE =
      "This machine stores 516 of 1,000 readings/s: the latencies are those of a queue, not of the"
          + " design.";

  private final Overload overload = new Overload();
  private final List<String> told = new ArrayList<>();
  private int published;

  @Test
  void aMachineIsTooSlowIfReadingsWaitLongForFiveSecondsInARow() {
    seconds(4, LONG);
    assertThat(told).isEmpty();
    assertThat(overload.complaint()).isEmpty();

    seconds(1, LONG);
    assertThat(told).containsExactly(SENTENCE);
    assertThat(overload.complaint()).contains(SENTENCE);
  }

  @Test
  void itIsToldOnceAndStaysTrueForTheSummary() {
    seconds(20, LONG);
    seconds(20, SHORT);
    overload.ended(SHORT, false);

    assertThat(told).containsExactly(SENTENCE);
    assertThat(overload.complaint()).contains(SENTENCE);
  }

  @Test
  void aMomentInWhichReadingsWaitIsNone() {
    seconds(4, LONG);
    seconds(1, SHORT);
    seconds(4, LONG);
    seconds(1, SHORT);
    overload.ended(SHORT, false);

    assertThat(told).isEmpty();
    assertThat(overload.complaint()).isEmpty();
  }

  @Test
  void whatWaitsLongAtTheEndOfAShortRunIsTold() {
    seconds(2, SHORT);
    overload.ended(LONG, false);

    assertThat(told).isEmpty();
    assertThat(overload.complaint()).contains(SENTENCE);
  }

  @Test
  void theQueueThatADisturbanceLeavesSaysNothingAboutTheMachine() {
    disturbedSecond();
    seconds(Overload.RECOVERY, LONG);
    overload.ended(LONG, true);

    assertThat(told).isEmpty();
    assertThat(overload.complaint()).isEmpty();
  }

  @Test
  void aDisturbanceExcusesNoQueueThatComesLater() {
    disturbedSecond();
    seconds(Overload.RECOVERY, SHORT);
    seconds(5, LONG);

    assertThat(told).containsExactly(SENTENCE);
  }

  @Test
  void whatWasToldStaysTrueWhateverDisturbsTheRunLater() {
    seconds(5, LONG);
    disturbedSecond();
    overload.ended(LONG, false);

    assertThat(overload.complaint()).contains(SENTENCE);
  }

  @Test
  void theTimeInWhichNobodyPublishedDoesNotCount() {
    seconds(3, SHORT);
    for (int second = 0; second < 3_600; second++) {
      overload.second(counts(), Duration.ZERO, false);
    }
    seconds(5, LONG);

    assertThat(told).containsExactly(SENTENCE);
  }

  @Test
  void rejectedRecordsAreNotStoredAndNotMissing() {
    for (int second = 1; second <= 5; second++) {
      overload.second(new LiveCounts(1_100 * second, 516 * second, 0, 100 * second), LONG, false);
    }

    assertThat(overload.complaint()).contains(SENTENCE);
  }

  private void seconds(int count, Duration iteratorAge) {
    for (int i = 0; i < count; i++) {
      published += 1_000;
      overload.second(counts(), iteratorAge, false).ifPresent(told::add);
    }
  }

  private void disturbedSecond() {
    published += 1_000;
    overload.second(counts(), LONG, true).ifPresent(told::add);
  }

  private LiveCounts counts() {
    return new LiveCounts(published, published * 516L / 1_000, 0, 0);
  }
}
