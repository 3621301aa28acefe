package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.WindowFunction.just;
import static dev.iotpipeline.local.aws.lambda.mapping.WindowFunction.reports;
import static dev.iotpipeline.local.aws.lambda.mapping.WindowFunction.takesAll;
import static dev.iotpipeline.local.aws.lambda.mapping.WindowFunction.takesAllIntoTooLargeAState;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a tumbling window and its state when calls fail. Windows have 10 s, and the clock
 * starts at 10:15:30.123; calls are written as in {@link MappingWindowsTest}.
 */
class WindowFailuresTest {

  private static final Settings SETTINGS = new Settings().tumblingWindow(10);

  private final WindowFunction function = new WindowFunction();

  private MappingRun run(Settings settings) {
    return new MappingRun(settings, 1, function);
  }

  @Nested
  class Failures {

    @Test
    void aRetryIsGivenTheSameState() {
      MappingRun run = run(SETTINGS);
      function.script(takesAll(), just(Answer.fails()), just(Answer.timesOut()));
      run.put(12);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1..10",
              "10:15:30 1..10 + 11..12",
              "10:15:30 1..10 + 11..12",
              "10:15:30 1..10 + 11..12",
              "10:15:30 1..12 final");
    }

    @Test
    void afterAPartialFailureTheStateIsOfTheRecordsBefore() {
      MappingRun run = run(SETTINGS);
      function.script(reports(4), reports(4));
      run.put(6);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1..6",
              "10:15:30 1..3 + 4..6",
              "10:15:30 1..3 + 4..6",
              "10:15:30 1..6 final");
    }

    @Test
    void recordsThatAreGivenUpLeaveTheStateAsItWas() {
      MappingRun run = run(SETTINGS.retries(0).bisecting());
      function.otherwise(
          call -> (call.numbers().contains(6) ? just(Answer.fails()) : takesAll()).to(call));
      run.put(8);
      run.runToTheEnd();
      assertThat(run.discarded()).containsExactly("6");
      assertThat(function.calls()).endsWith("10:15:30 1..5 + 7..8", "10:15:30 1 2 3 4 5 7 8 final");
    }

    @Test
    void aWindowWhoseRecordsAreAllGivenUpHasItsEnd() {
      MappingRun run = run(SETTINGS.retries(0));
      function.script(just(Answer.fails()));
      run.put(2);
      run.runToTheEnd();
      assertThat(function.calls()).containsExactly("10:15:30 + 1..2", "10:15:30 final");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "null",
          "{}",
          "{\"batchItemFailures\":[]}",
          "{\"state\":null}",
          "{\"state\":\"text\",\"batchItemFailures\":[]}",
          "[]",
          "no JSON at all"
        })
    void aResponseWithoutAStateHasFailed(String response) {
      MappingRun run = run(SETTINGS);
      function.script(just(Answer.responds(response)));
      run.put(2);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly("10:15:30 + 1..2", "10:15:30 + 1..2", "10:15:30 1..2 final");
    }

    @Test
    void whereReportingIsOffTheStateCountsAlone() {
      MappingRun run = run(SETTINGS.ignoringResponses());
      function.script(call -> call.takes(1, ""), just(Answer.responds("{}")));
      run.put(10);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly("10:15:30 + 1..10", "10:15:30 1 final", "10:15:30 1 final");
      assertThat(run.mapping.counts().recordsHandled()).isEqualTo(10);
    }
  }

  @Nested
  class TheFinalCall {

    @Test
    void comesAgainUntilItSucceedsAndHoldsUpTheShard() {
      MappingRun run = run(SETTINGS.retries(-1));
      function.script(
          takesAll(),
          just(Answer.fails()),
          just(Answer.isThrottled()),
          just(Answer.responds("{\"batchItemFailures\":[]}")),
          just(
              Answer.responds("{\"state\":{},\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}")));
      run.put(1);
      run.clock.advance(Duration.ofSeconds(10));
      run.put(1);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1",
              "10:15:30 1 final",
              "10:15:30 1 final",
              "10:15:30 1 final",
              "10:15:30 1 final",
              "10:15:30 1 final",
              "10:15:40 + 2",
              "10:15:40 2 final");
    }

    @Test
    void isGivenUpWhenItsRetriesAreUsedUpAndTheStateIsLost() {
      MappingRun run = run(SETTINGS.retries(1));
      function.script(takesAll(), just(Answer.fails()), just(Answer.fails()));
      run.put(1);
      run.clock.advance(Duration.ofSeconds(10));
      run.put(1);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1",
              "10:15:30 1 final",
              "10:15:30 1 final",
              "10:15:40 + 2",
              "10:15:40 2 final");
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(5, 2, 0, 2, 0, 1));
      assertThat(run.discarded()).isEmpty();
      assertThat(run.log).anyMatch(line -> line.contains("window_discarded"));
    }

    @Test
    void isGivenUpWhenItsWindowIsTooOld() {
      MappingRun run = run(SETTINGS.retries(-1).age(60));
      function.script(takesAll());
      function.otherwise(just(Answer.isThrottled()));
      run.put(1);
      run.runToTheEnd();
      assertThat(function.calls()).hasSizeGreaterThan(5).endsWith("10:15:30 1 final");
      assertThat(run.mapping.counts().windowsDiscarded()).isEqualTo(1);
    }

    @Test
    void isTriedHoweverLateItIs() {
      MappingRun run = run(SETTINGS.age(60));
      run.put(1);
      run.runNow();
      run.clock.advance(Duration.ofHours(1));
      run.runToTheEnd();
      assertThat(function.calls()).containsExactly("10:15:30 + 1", "10:15:30 1 final");
      assertThat(run.mapping.counts().windowsDiscarded()).isZero();
    }
  }

  @Nested
  class TooLargeAState {

    @Test
    void endsAWindowEarlyAndTheSameWindowGoesOnWithoutAState() {
      MappingRun run = run(SETTINGS);
      function.script(takesAllIntoTooLargeAState());
      run.put(12);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1..10",
              "10:15:30 1..10 early",
              "10:15:30 + 11..12",
              "10:15:30 11..12 final");
    }

    @Test
    void afterAPartialFailureIsDealtWithBeforeTheRemainder() {
      MappingRun run = run(SETTINGS);
      function.script(call -> call.takes(3, WindowFunction.TOO_LARGE));
      run.put(6);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1..6", "10:15:30 1..3 early", "10:15:30 + 4..6", "10:15:30 4..6 final");
    }

    @Test
    void isLostIfNoCallTakesIt() {
      MappingRun run = run(SETTINGS.retries(0));
      function.script(takesAllIntoTooLargeAState(), just(Answer.fails()));
      run.put(11);
      run.runToTheEnd();
      assertThat(function.calls())
          .containsExactly(
              "10:15:30 + 1..10", "10:15:30 1..10 early", "10:15:30 + 11", "10:15:30 11 final");
      assertThat(run.mapping.counts().windowsDiscarded()).isEqualTo(1);
    }
  }
}
