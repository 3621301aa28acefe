package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "3, 749", "3, 750", "3, 751", "0, 1000", "0, 1001", "1, 90000"})
  void theTurnsBeforeATimeAreThoseThatAreDueBeforeIt(int device, long millis) {
    FleetPlan plan =
        new FleetPlan(
            4, Duration.ofSeconds(1), 50L, Duration.ofSeconds(60), 1, Plans.START, 0, Map.of());
    Schedule schedule = new Schedule(plan);
    long nanos = Duration.ofMillis(millis).toNanos();

    long due = 0;
    while (schedule.includes(device, due, due) && schedule.dueNanos(device, due) < nanos) {
      due++;
    }

    assertThat(schedule.turns(device, nanos, 0)).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0, 250",
    "2, 0, 500",
    "3, 0, 750",
    "0, 1, 1000",
    "3, 7, 7750",
  })
  void thePhasesAreSpreadOverTheInterval(int device, long n, long dueMillis) {
    Schedule schedule = new Schedule(Plans.paced(4, Duration.ofSeconds(1)));

    assertThat(schedule.dueNanos(device, n)).isEqualTo(dueMillis * 1_000_000);
    assertThat(schedule.timestamp(device, n)).isEqualTo(Plans.START.plusMillis(dueMillis));
  }

  @Test
  void aTimestampIsKeptToTheMicrosecond() {
    Schedule schedule = new Schedule(Plans.paced(3, Duration.ofSeconds(1)));

    assertThat(schedule.dueNanos(1, 0)).isEqualTo(333_333_333);
    assertThat(schedule.timestamp(1, 0)).isEqualTo(Instant.parse("2026-11-23T10:15:30.456789Z"));
  }

  @Test
  void theLargestFleetAtTheLongestIntervalHasItsPhases() {
    Schedule schedule = new Schedule(Plans.paced(100_000, Duration.ofDays(1)));

    assertThat(schedule.dueNanos(99_999, 0)).isEqualTo(864_000_000L * 99_999);
  }

  @Test
  void withoutAnIntervalEveryReadingIsDueAtOnceAndEventTimeGoesOnByAMillisecond() {
    Schedule schedule = new Schedule(Plans.counted(2, 10));

    assertThat(schedule.dueNanos(1, 4)).isZero();
    assertThat(schedule.timestamp(1, 4)).isEqualTo(Plans.START.plusMillis(4));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 7, 7",
    "3, 7, 3;2;2",
    "4, 2, 1;1;0;0",
    "5, 5, 1;1;1;1;1",
  })
  void theFirstDevicesShareWhatIsLeftOfTheCount(int devices, long count, String shares) {
    Schedule schedule = new Schedule(Plans.counted(devices, count));

    assertThat(
            IntStream.range(0, devices)
                .mapToObj(device -> Long.toString(readings(schedule, device)))
                .toList())
        .containsExactly(shares.split(";"));
  }

  @Test
  void aReadingThatIsDueWhenTheTimeIsUpIsNotPartOfThePlan() {
    Schedule schedule =
        new Schedule(Plans.lasting(2, Duration.ofSeconds(1), Duration.ofMillis(2_500)));

    assertThat(readings(schedule, 0)).isEqualTo(3);
    assertThat(readings(schedule, 1)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 1000, , , ",
    "4, 1000, 10, , 3000",
    "4, 1000, , 2500, 2500",
    "4, 1000, 10, 2500, 2500",
    "4, 1000, 10, 3500, 3000",
    "4, 0, 10, , 3",
    "4, 0, , 2500, ",
    "4, 86400000, 9000000000000000000, , ",
  })
  void aPlanTakesAsLongAsItsFirstBoundSays(
      int devices,
      long intervalMillis,
      @Nullable Long count,
      @Nullable Long durationMillis,
      @Nullable Long lengthMillis) {
    Duration duration = durationMillis == null ? null : Duration.ofMillis(durationMillis);
    Schedule schedule =
        new Schedule(
            new FleetPlan(
                devices,
                Duration.ofMillis(intervalMillis),
                count,
                duration,
                Plans.SEED,
                Plans.START,
                0,
                Map.of()));

    assertThat(schedule.lengthNanos())
        .isEqualTo(lengthMillis == null ? Long.MAX_VALUE : lengthMillis * 1_000_000);
  }

  @Test
  void aTurnInSilenceIsNotCounted() {
    Schedule schedule = new Schedule(Plans.counted(1, 5));

    assertThat(schedule.includes(0, 7, 4)).isTrue();
    assertThat(schedule.includes(0, 7, 5)).isFalse();
  }

  @Test
  void withoutABoundThereIsAlwaysAnother() {
    Schedule schedule = new Schedule(Plans.paced(2, Duration.ofSeconds(1)));

    assertThat(schedule.includes(1, 1_000_000_000L, 1_000_000_000L)).isTrue();
  }

  private static long readings(Schedule schedule, int device) {
    return LongStream.range(0, 100).takeWhile(n -> schedule.includes(device, n, n)).count();
  }
}
