package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.Answer.fails;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.reports;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.responds;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.succeeds;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.timesOut;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a batch comes to when the function succeeds, fails, or reports failures. Records are
 * numbered from 1.
 */
class MappingOutcomesTest {

  /** A run in which the function answers the first of its batches, all of records 1 to 3, so. */
  private static MappingRun afterThreeRecords(String response) {
    MappingRun run = new MappingRun(new Settings());
    run.function.script(responds(response));
    run.put(3);
    run.runToTheEnd();
    return run;
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
      MappingRun run = afterThreeRecords(response);
      assertThat(run.calls()).containsExactly("1..3");
      assertThat(run.mapping.isIdle()).isTrue();
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(1, 0, 0, 3, 0, 0));
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
      MappingRun run = afterThreeRecords(response);
      assertThat(run.calls()).containsExactly("1..3", "1..3");
      assertThat(run.mapping.counts()).isEqualTo(new MappingCounts(2, 1, 0, 3, 0, 0));
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRemainderHasAFullBudgetOfItsOwn(boolean bisecting) {
      Settings settings = new Settings().retries(2);
      MappingRun run = new MappingRun(bisecting ? settings.bisecting() : settings);
      run.function.script(reports(4), reports(4), reports(4), reports(4));
      run.put(12);
      run.runToTheEnd();
      assertThat(run.calls()).containsExactly("1..10", "4..10", "4..10", "4..10", "11..12");
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
}
