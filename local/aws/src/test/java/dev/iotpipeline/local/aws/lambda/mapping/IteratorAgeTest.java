package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far a mapping is behind its stream. */
class IteratorAgeTest {

  private final MappingRun run = new MappingRun(new Settings(), 2);

  @Test
  void itIsTheAgeOfTheOldestRecordThatIsNotDone() {
    run.put("sensor-001");
    run.clock.advance(Duration.ofSeconds(3));
    run.put("sensor-001");
    run.clock.advance(Duration.ofSeconds(2));

    assertThat(run.mapping.iteratorAge()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void itIsZeroWhereAllIsDone() {
    assertThat(run.mapping.iteratorAge()).isZero();
    run.put(3);
    run.clock.advance(Duration.ofSeconds(3));
    run.runToTheEnd();

    assertThat(run.mapping.iteratorAge()).isZero();
  }
}
