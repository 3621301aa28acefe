package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.Answer.fails;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.isThrottled;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How often, when and for how long a batch is tried again. Records are numbered from 1. */
class MappingRetriesTest {

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
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(4, 3, 0, 2, 10, 0));
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
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(1, 0, 0, 2, 3, 0));
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
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(2, 1, 4, 3, 0, 0));
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
