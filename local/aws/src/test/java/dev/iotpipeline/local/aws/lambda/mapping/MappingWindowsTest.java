package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * When tumbling windows of 10 s begin and end; the clock starts at 10:15:30.123. Records are
 * numbered from 1, and a call is written as its window, the state that it is given, and the records
 * that come with it.
 */
class MappingWindowsTest {

  private static final Settings SETTINGS = new Settings().tumblingWindow(10);
  private static final MappingCounts ALL_TEN = new MappingCounts(2, 0, 0, 10, 0, 0);

  private final WindowFunction function = new WindowFunction();

  private MappingRun run(Settings settings) {
    return new MappingRun(settings, 1, function);
  }

  @Test
  void theStatePassesFromCallToCallAndIsEmptyInTheNextWindow() {
    MappingRun run = run(SETTINGS);
    run.put(12);
    run.runNow();
    run.put(3);
    run.runNow();
    run.clock.advance(Duration.ofSeconds(10));
    run.put(2);
    run.runToTheEnd();
    assertThat(function.calls())
        .containsExactly(
            "10:15:30 + 1..10",
            "10:15:30 1..10 + 11..12",
            "10:15:30 1..12 + 13..15",
            "10:15:30 1..15 final",
            "10:15:40 + 16..17",
            "10:15:40 16..17 final");
  }

  @Test
  void aWindowEndsWithItsTimeThoughNoRecordComes() {
    MappingRun run = run(SETTINGS);
    run.put(1);
    assertThat(run.runNow()).isEqualTo(Duration.ofMillis(9_877));
    run.clock.advance(Duration.ofMillis(9_876));
    run.runNow();
    assertThat(function.calls()).containsExactly("10:15:30 + 1");
    assertThat(run.mapping.isIdle()).isFalse();

    run.clock.advance(Duration.ofMillis(1));
    run.runNow();
    assertThat(function.calls()).containsExactly("10:15:30 + 1", "10:15:30 1 final");
    assertThat(run.mapping.isIdle()).isTrue();
  }

  @Test
  void aWindowWithoutRecordsHasNoCall() {
    MappingRun run = run(SETTINGS);
    run.put(1);
    run.runToTheEnd();
    run.clock.advance(Duration.ofMinutes(1));
    run.runNow();
    assertThat(function.calls()).hasSize(2);
  }

  @Test
  void whatArrivedLongAgoIsDividedByItsArrival() {
    MappingRun run = run(SETTINGS);
    for (int i = 0; i < 3; i++) {
      run.put(2);
      run.clock.advance(Duration.ofSeconds(10));
    }
    run.runNow();
    assertThat(function.calls())
        .containsExactly(
            "10:15:30 + 1..2",
            "10:15:30 1..2 final",
            "10:15:40 + 3..4",
            "10:15:40 3..4 final",
            "10:15:50 + 5..6",
            "10:15:50 5..6 final");
  }

  @Test
  void theEndOfAWindowCutsABatchingWindowShort() {
    MappingRun run = run(SETTINGS.window(300));
    run.put(1);
    assertThat(run.runNow()).isEqualTo(Duration.ofMillis(9_877));
    run.clock.advance(Duration.ofMillis(9_877));
    run.put(1);
    run.runNow();
    assertThat(function.calls()).containsExactly("10:15:30 + 1", "10:15:30 1 final");
  }

  @Test
  void aClockThatWasSetBackOpensNoWindowAgain() {
    MappingRun run = run(SETTINGS);
    run.put(1);
    run.runToTheEnd();
    run.clock.advance(Duration.ofSeconds(-5));
    run.put(1);
    run.runToTheEnd();
    assertThat(function.calls())
        .containsExactly("10:15:30 + 1", "10:15:30 1 final", "10:15:40 + 2", "10:15:40 2 final");
  }

  @Test
  void aMappingThatStartsAtTheLatestRecordOpensNoWindowOfEarlierOnes() {
    MappingRun run = run(SETTINGS);
    run.put(3);
    WindowFunction other = new WindowFunction();
    EventSourceMapping latest = run.mapping(SETTINGS.latest(), other, batch -> {});
    assertThat(latest.isIdle()).isTrue();
    run.put(1);
    run.runToTheEnd(latest);
    assertThat(other.calls()).containsExactly("10:15:30 + 4", "10:15:30 4 final");
  }

  @Test
  void severalMappingsReadOneStreamEachAtItsOwnPace() {
    MappingRun run = run(SETTINGS.retries(0));
    ScriptedFunction other = new ScriptedFunction();
    EventSourceMapping beside = run.mapping(new Settings().retries(0), other, batch -> {});
    other.script(Answer.fails());
    run.put(10);
    run.runToTheEnd();
    assertThat(run.mapping.counts()).isEqualTo(ALL_TEN);
    assertThat(other.calls()).isEmpty();

    run.runToTheEnd(beside);
    assertThat(other.calls()).containsExactly("1..10");
    assertThat(beside.counts()).isEqualTo(new MappingCounts(1, 1, 0, 0, 10, 0));
    assertThat(run.mapping.counts()).isEqualTo(ALL_TEN);
  }
}
