package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0.0, 25",
    "1, 0.5, 38",
    "2, 0.0, 50",
    "3, 0.0, 100",
    "4, 0.5, 300",
    "7, 0.0, 1600",
    "8, 0.0, 2500",
    "8, 0.5, 3750",
    "2000000000, 0.0, 2500",
  })
  void theWaitDoublesUpToItsCeiling(int refusals, double jitter, long millis) {
    assertThat(new Backoff(() -> jitter).after(refusals)).hasMillis(millis);
  }
}
