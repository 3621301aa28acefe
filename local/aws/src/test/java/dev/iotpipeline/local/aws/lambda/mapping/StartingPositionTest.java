package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where a mapping begins to read a stream that holds records 1 to 3 when it is created. */
class StartingPositionTest {

  private static final int RECORDS_BEFORE = 3;

  @Test
  void trimHorizonDeliversWhatWasThereBefore() {
    MappingRun run = MappingRun.withRecordsBefore(new Settings(), RECORDS_BEFORE);
    run.put(2);
    run.runNow();
    assertThat(run.calls()).containsExactly("1..5");
    assertThat(run.mapping.counts().recordsHandled()).isEqualTo(5);
  }

  @Test
  void latestDeliversOnlyWhatComesAfter() {
    MappingRun run = MappingRun.withRecordsBefore(new Settings().latest().lanes(2), RECORDS_BEFORE);
    run.runNow();
    assertThat(run.calls()).isEmpty();
    assertThat(run.mapping.isIdle()).isTrue();

    run.put(2);
    assertThat(run.mapping.isIdle()).isFalse();
    run.runNow();
    assertThat(run.calls()).containsExactly("4..5");
    assertThat(run.mapping.counts().recordsHandled()).isEqualTo(2);
    assertThat(run.mapping.isIdle()).isTrue();
  }

  /**
   * The end of the stream is looked up when the mapping is created, and not when it first reads.
   */
  @Test
  void latestDeliversWhatComesBetweenCreationAndTheFirstRead() {
    MappingRun run = MappingRun.withRecordsBefore(new Settings().latest(), RECORDS_BEFORE);
    run.put(1);
    run.runNow();
    assertThat(run.calls()).containsExactly("4");
  }
}
