package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which records make a batch. Records are numbered from 1. */
class MappingBatchesTest {

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
