package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeClockTest {

  private static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  private final FakeClock clock = new FakeClock(START);

  @Test
  void itMovesWhenItIsToldToAndWhenSomebodySleeps() {
    assertThat(clock.instant()).isEqualTo(START);

    clock.advance(Duration.ofSeconds(1));
    clock.sleep(Duration.ofSeconds(2));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
    clock.set(START);
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void itKnowsTheSleepsInTheirOrder() {
    clock.sleep(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(5));
    clock.sleep(Duration.ofMillis(10));

    assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(10));
  }

  @Test
  void somethingMayHappenDuringASleep() {
    List<Instant> events = new ArrayList<>();
    clock.duringSleep(() -> events.add(clock.instant()));

    clock.sleep(Duration.ofSeconds(2));

    assertThat(events).containsExactly(START.plusSeconds(2));
  }
}
