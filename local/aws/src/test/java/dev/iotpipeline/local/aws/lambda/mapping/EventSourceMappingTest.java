package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.Answer.fails;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.isThrottled;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.reports;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.responds;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.succeeds;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.timesOut;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each rule that a mapping follows. Records are numbered from 1. */
class EventSourceMappingTest {

  @Nested
  class Batching {

    @Test
    void aBatchClosesAtItsSize() {
      MappingRun run = new MappingRun(new Settings());
      run.put(25);
      run.runNow();
      assertThat(run.calls()).containsExactly("1..10", "11..20", "21..25");
    }

    @Test
    void withoutAWindowABatchIsWhatIsThere() {
      MappingRun run = new MappingRun(new Settings());
      run.put(1);
      run.runNow();
      run.put(3);
      run.runNow();
      assertThat(run.calls()).containsExactly("1", "2..4");
    }

    @Test
    void anEmptyStreamIsNoBatch() {
      MappingRun run = new MappingRun(new Settings());
      run.runNow();
      assertThat(run.calls()).isEmpty();
      assertThat(run.mapping.isIdle()).isTrue();
    }

    @Test
    void aWindowBeginsWithTheFirstRecordThatIsRead() {
      MappingRun run = new MappingRun(new Settings().window(5));
      run.runNow();
      run.clock.advance(Duration.ofSeconds(60));
      run.put(3);
      assertThat(run.runNow()).isEqualTo(Duration.ofSeconds(5));
      run.clock.advance(Duration.ofSeconds(4));
      run.put(2);
      assertThat(run.runNow()).isEqualTo(Duration.ofSeconds(1));
      assertThat(run.calls()).isEmpty();
      run.clock.advance(Duration.ofSeconds(1));
      run.runNow();
      assertThat(run.calls()).containsExactly("1..5");
    }

    @Test
    void aFullBatchDoesNotWaitForItsWindow() {
      MappingRun run = new MappingRun(new Settings().batchSize(100).window(300));
      run.put(250);
      run.runNow();
      assertThat(run.calls()).containsExactly("1..100", "101..200");
    }

    @Test
    void aBatchClosesBeforeItsPayloadExceedsSixMegabytes() {
      MappingRun run = new MappingRun(new Settings().batchSize(100).window(300));
      for (int i = 0; i < 5; i++) {
        run.putLarge(1_000_000);
      }
      run.runNow();
      assertThat(run.calls()).containsExactly("1..4");
      assertThat(run.function.lastPayload()).hasSizeLessThan(6 * 1024 * 1024);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..4", "5");
    }

    @Test
    void aBatchHoldsRecordsOfOneShardOnly() {
      MappingRun run = new MappingRun(new Settings(), 4);
      for (int i = 0; i < 40; i++) {
        run.put("sensor-" + i);
      }
      run.runToTheEnd();
      assertThat(run.calls()).hasSizeGreaterThanOrEqualTo(4);
      assertThat(run.mapping.counts().recordsHandled()).isEqualTo(40);
    }
  }

  @Nested
  class WholeSuccess {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "null",
          "{}",
          "\"\"",
          "[]",
          "{\"batchItemFailures\":[]}",
          "{\"batchItemFailures\":null}",
          "{\"other\":{\"batchItemFailures\":[1]}}"
        })
    void aResponseWithoutFailuresIsSuccess(String response) {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(responds(response));
      run.put(3);
      run.runNow();
      assertThat(run.calls()).containsExactly("1..3");
      assertThat(run.mapping.isIdle()).isTrue();
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(1, 0, 0, 3, 0));
    }

    @Test
    void aResponseIsIgnoredWhereReportingIsOff() {
      MappingRun run = new MappingRun(new Settings().ignoringResponses());
      run.function.script(reports(2), responds("no JSON at all"));
      run.put(3);
      run.runNow();
      run.put(1);
      run.runNow();
      assertThat(run.calls()).containsExactly("1..3", "4");
      assertThat(run.mapping.counts().failedBatches()).isZero();
    }
  }

  @Nested
  class WholeFailure {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
          "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
          "{\"batchItemFailures\":[{\"itemIdentifier\":\"4967\"}]}",
          "{\"batchItemFailures\":[{\"itemIdentifier\":123}]}",
          "{\"batchItemFailures\":[{\"itemIdentifier\":[\"1\"]}]}",
          "{\"batchItemFailures\":[{\"foo\":\"1\"}]}",
          "{\"batchItemFailures\":[{}]}",
          "{\"batchItemFailures\":[null]}",
          "{\"batchItemFailures\":[\"1\"]}",
          "{\"batchItemFailures\":{}}",
          "{\"batchItemFailures\":[",
          "{\"batchItemFailures\":[]} {}",
          "{\"batchItemFailures\":[]",
          "[{}]",
          "\"text\"",
          "17",
          "true",
          "no JSON at all"
        })
    void aResponseThatCannotBeUnderstoodFailsTheWholeBatch(String response) {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(responds(response));
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..3", "1..3");
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(2, 1, 0, 3, 0));
    }

    @Test
    void oneUnknownIdentifierAmongGoodOnesFailsTheWholeBatch() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(
          batch ->
              responds(
                      "{\"batchItemFailures\":[{\"itemIdentifier\":\""
                          + batch.get(2).sequenceNumber()
                          + "\"},{\"itemIdentifier\":\"unknown\"}]}")
                  .to(batch));
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..3", "1..3");
    }

    @Test
    void anErrorFailsTheWholeBatch() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(fails());
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..3", "1..3");
    }

    @Test
    void aTimeOutFailsTheWholeBatch() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(timesOut());
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..3", "1..3");
    }
  }

  @Nested
  class PartialFailure {

    @Test
    void everythingFromTheLowestReportedNumberComesAgain() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(reports(7, 4, 9));
      run.put(10);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..10", "4..10");
    }

    @Test
    void whatComesAgainIsNotToppedUp() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(reports(4));
      run.put(15);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..10", "4..10", "11..15");
    }

    @Test
    void theRetryBudgetStartsAfreshWhenTheCheckpointMoves() {
      MappingRun run = new MappingRun(new Settings().retries(2));
      run.function.script(
          reports(4), reports(4), reports(6), reports(6), reports(8), reports(8), succeeds());
      run.put(10);
      run.runToTheEnd();
      assertThat(run.calls())
          .containsExactly("1..10", "4..10", "4..10", "6..10", "6..10", "8..10", "8..10");
      assertThat(run.discarded()).isEmpty();
    }

    @Test
    void theBudgetIsUsedUpWhereTheCheckpointStays() {
      MappingRun run = new MappingRun(new Settings().retries(2));
      run.function.script(reports(4), reports(4), reports(4));
      run.put(12);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..10", "4..10", "4..10", "11..12");
      assertThat(run.discarded()).containsExactly("4..10");
    }

    @Test
    void aReportOfTheFirstRecordUsesUpARetry() {
      MappingRun run = new MappingRun(new Settings().retries(1).bisecting());
      run.function.script(reports(1), reports(1));
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..3", "1..3");
      assertThat(run.discarded()).containsExactly("1..3");
    }

    @Test
    void progressIsNotWaitedFor() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(reports(2), reports(3));
      run.put(3);
      run.runNow();
      assertThat(run.calls()).containsExactly("1..3", "2..3", "3");
    }
  }

  @Nested
  class Splitting {

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
    void withoutSplittingTheRemainderNeedsARetry() {
      MappingRun run = new MappingRun(new Settings().retries(0));
      run.function.script(reports(4));
      run.put(10);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..10");
      assertThat(run.discarded()).containsExactly("4..10");
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(1, 1, 0, 3, 7));
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
      assertThat(run.calls())
          .containsExactly("1..8", "1..4", "5..8", "5..6", "5", "6", "6", "7..8");
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

  @Nested
  class Retrying {

    @Test
    void aBatchIsDiscardedWhenItsRetriesAreUsedUp() {
      MappingRun run = new MappingRun(new Settings().retries(2));
      run.function.script(fails(), fails(), fails());
      run.put(12);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..10", "1..10", "1..10", "11..12");
      assertThat(run.discarded()).containsExactly("1..10");
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(4, 3, 0, 2, 10));
    }

    @Test
    void withNoRetriesABatchIsDiscardedAtItsFirstFailure() {
      MappingRun run = new MappingRun(new Settings().retries(0));
      run.function.script(fails());
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..3");
      assertThat(run.discarded()).containsExactly("1..3");
    }

    @Test
    void withoutALimitABatchIsRetriedForEver() {
      MappingRun run = new MappingRun(new Settings().retries(-1));
      run.function.otherwise(fails());
      run.put(3);
      for (int i = 0; i < 500; i++) {
        run.clock.advance(run.runNow());
      }
      assertThat(run.calls()).hasSize(500).containsOnly("1..3");
      assertThat(run.discarded()).isEmpty();
    }

    @Test
    void waitsDoubleUpToACap() {
      MappingRun run = new MappingRun(new Settings().retries(8));
      run.function.otherwise(fails());
      run.put(1);
      for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
        assertThat(run.runNow()).isEqualTo(Duration.ofSeconds(seconds));
        run.clock.advance(Duration.ofSeconds(seconds));
      }
      run.runNow();
      assertThat(run.discarded()).containsExactly("1");
    }

    @Test
    void newRecordsDoNotCutAWaitShort() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(fails());
      run.put(3);
      run.runNow();
      run.put(3);
      run.clock.advance(Duration.ofMillis(400));
      assertThat(run.runNow()).isEqualTo(Duration.ofMillis(600));
      assertThat(run.calls()).containsExactly("1..3");
    }

    @Test
    void waitsStartAfreshWithTheNextBatch() {
      MappingRun run = new MappingRun(new Settings());
      run.function.script(fails(), fails(), succeeds(), fails());
      run.put(3);
      run.runToTheEnd();
      run.put(3);
      assertThat(run.runNow()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Nested
  class Ageing {

    @Test
    void recordsThatAreTooOldAreDiscardedWithoutBeingTried() {
      MappingRun run = new MappingRun(new Settings().age(60));
      run.put(3);
      run.clock.advance(Duration.ofSeconds(61));
      run.put(2);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("4..5");
      assertThat(run.discarded()).containsExactly("1..3");
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(1, 0, 0, 2, 3));
    }

    @Test
    void aRecordAtTheLimitIsStillTried() {
      MappingRun run = new MappingRun(new Settings().age(60));
      run.put(1);
      run.clock.advance(Duration.ofSeconds(60));
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1");
    }

    @Test
    void recordsGrowTooOldBetweenRetries() {
      MappingRun run = new MappingRun(new Settings().age(60).retries(-1));
      run.function.script(fails());
      run.put(2);
      run.clock.advance(Duration.ofSeconds(59).plusMillis(500));
      run.put(2);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..4", "3..4");
      assertThat(run.discarded()).containsExactly("1..2");
    }

    @Test
    void withoutALimitRecordsAreTriedHoweverOld() {
      MappingRun run = new MappingRun(new Settings());
      run.put(1);
      run.clock.advance(Duration.ofDays(365));
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1");
    }
  }

  @Nested
  class Throttling {

    @Test
    void throttlingUsesUpNoRetry() {
      MappingRun run = new MappingRun(new Settings().retries(1));
      run.function.script(
          isThrottled(), isThrottled(), isThrottled(), fails(), isThrottled(), succeeds());
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).hasSize(6).containsOnly("1..3");
      assertThat(run.discarded()).isEmpty();
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(2, 1, 4, 3, 0));
    }

    @Test
    void throttlingIsBoundedByAgeAlone() {
      MappingRun run = new MappingRun(new Settings().retries(0).age(600));
      run.function.otherwise(isThrottled());
      run.put(3);
      run.runToTheEnd();
      assertThat(run.calls()).hasSizeGreaterThan(10);
      assertThat(run.discarded()).containsExactly("1..3");
      assertThat(run.mapping.counts().batches()).isZero();
    }

    @Test
    void throttlingBacksOff() {
      MappingRun run = new MappingRun(new Settings());
      run.function.otherwise(isThrottled());
      run.put(3);
      for (int seconds : new int[] {1, 2, 4, 8}) {
        assertThat(run.runNow()).isEqualTo(Duration.ofSeconds(seconds));
        run.clock.advance(Duration.ofSeconds(seconds));
      }
    }

    @Test
    void aThrottledBatchIsNotSplit() {
      MappingRun run = new MappingRun(new Settings().bisecting());
      run.function.script(isThrottled());
      run.put(4);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..4", "1..4");
    }
  }
}
