package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Duration CEILING = Duration.ofSeconds(2);

  @ParameterizedTest
  @CsvSource({
    "1, 25, 38, 50",
    "2, 50, 75, 100",
    "3, 100, 150, 200",
    "6, 800, 1200, 1600",
    "7, 1000, 1500, 2000",
    "1000000, 1000, 1500, 2000"
  })
  void aWaitDoublesUpToItsCeilingAndHalfOfItIsChance(
      int failures, long least, long middle, long most) {
    assertThat(new Backoff(CEILING, () -> 0).after(failures)).isEqualTo(Duration.ofMillis(least));
    assertThat(new Backoff(CEILING, () -> 0.5).after(failures))
        .isEqualTo(Duration.ofMillis(middle));
    assertThat(new Backoff(CEILING, () -> 0.9999999).after(failures))
        .isEqualTo(Duration.ofMillis(most));
  }
}
