package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.Answer.fails;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.reports;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.responds;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.succeeds;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.timesOut;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When and where a batch is split. Records are numbered from 1. */
class MappingSplitsTest {

  @Test
  void afterAPartialFailureABatchIsSplitAtTheReportedNumberWithoutUsingUpARetry() {
    MappingRun run = new MappingRun(new Settings().bisecting().retries(0));
    run.function.script(reports(4));
    run.put(10);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..10", "4..10");
    assertThat(run.discarded()).isEmpty();
  }

  @Test
  void withoutSplittingTheRemainderUsesUpNoRetryEither() {
    MappingRun run = new MappingRun(new Settings().retries(0));
    run.function.script(reports(4));
    run.put(10);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..10", "4..10");
    assertThat(run.discarded()).isEmpty();
    assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(2, 1, 0, 10, 0, 0));
  }

  @Test
  void afterAnErrorABatchIsHalvedAndTheHalvesAreTriedInOrder() {
    MappingRun run = new MappingRun(new Settings().bisecting().retries(0));
    run.function.script(fails());
    run.put(10);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..10", "1..5", "6..10");
    assertThat(run.discarded()).isEmpty();
  }

  @Test
  void afterATimeOutABatchIsHalvedToo() {
    MappingRun run = new MappingRun(new Settings().bisecting().retries(0));
    run.function.script(timesOut());
    run.put(4);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..4", "1..2", "3..4");
  }

  @Test
  void aBatchIsSplitInBothWays() {
    MappingRun run = new MappingRun(new Settings().bisecting());
    run.function.script(reports(4), fails());
    run.put(10);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..10", "4..10", "4..6", "7..10");
  }

  @Test
  void halvingLeavesNothingButThePoisonRecord() {
    MappingRun run = new MappingRun(new Settings().bisecting().retries(1));
    run.function.otherwise(
        batch ->
            batch.stream().anyMatch(record -> record.number() == 6)
                ? fails().to(batch)
                : succeeds().to(batch));
    run.put(8);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..8", "1..4", "5..8", "5..6", "5", "6", "6", "7..8");
    assertThat(run.discarded()).containsExactly("6");
  }

  @Test
  void theHalvesComeBeforeTheNextBatch() {
    MappingRun run = new MappingRun(new Settings().bisecting());
    run.function.script(fails(), fails());
    run.put(12);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..10", "1..5", "1..2", "3..5", "6..10", "11..12");
  }

  @Test
  void withoutSplittingABatchIsRetriedAsAWhole() {
    MappingRun run = new MappingRun(new Settings().retries(1));
    run.function.script(fails(), fails());
    run.put(4);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..4", "1..4");
    assertThat(run.discarded()).containsExactly("1..4");
  }

  @Test
  void aResponseThatCannotBeUnderstoodIsRetriedNotHalved() {
    MappingRun run = new MappingRun(new Settings().bisecting());
    run.function.script(responds("no JSON at all"));
    run.put(4);
    run.runToTheEnd();
    assertThat(run.calls()).containsExactly("1..4", "1..4");
  }
}
