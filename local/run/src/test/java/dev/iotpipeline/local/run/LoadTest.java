package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.simulator.FleetPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadTest {

  @Test
  void aShardsFullRateIsAHighLoad() {
    assertThat(load(200, Duration.ofMillis(200), null, Duration.ofSeconds(30)))
        .isEqualTo(new Load(1_000, 30_000))
        .matches(Load::isHigh);
  }

  @Test
  void oneReadingASecondFromEachOfAFewDevicesIsNone() {
    assertThat(load(25, Duration.ofSeconds(1), null, null))
        .isEqualTo(new Load(25, Double.POSITIVE_INFINITY))
        .matches(load -> !load.isHigh());
  }

  @Test
  void asFastAsPossibleIsAHighLoadIfItIsForLong() {
    assertThat(load(25, Duration.ZERO, 19_999L, null)).matches(load -> !load.isHigh());
    assertThat(load(25, Duration.ZERO, 20_000L, null)).matches(Load::isHigh);
    assertThat(load(25, Duration.ZERO, null, Duration.ofSeconds(1))).matches(Load::isHigh);
  }

  private static Load load(
      int devices, Duration interval, @Nullable Long count, @Nullable Duration duration) {
    return Load.of(
        new FleetPlan(
            devices,
            interval,
            count,
            duration,
            1,
            Instant.parse("2026-11-23T10:15:30Z"),
            0.05,
            Map.of()));
  }
}
