package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** One device. The test gives it its turns, so that no test waits. */
final class DeviceTest {

  private final TestStream stream = new TestStream();
  private final Tally tally = new Tally();
  private final HandedTurns turns = new HandedTurns();

  @AfterEach
  void close() {
    stream.close();
  }

  static List<SdkException> transientErrors() {
    return List.of(TestStream.serverError(), AwsErrors.connectionReset());
  }

  @ParameterizedTest
  @MethodSource("transientErrors")
  void aTransientErrorIsTriedEightTimesAndThenGivenUp(SdkException error) {
    stream.failEachPut(() -> error);

    start(Plans.counted(1, 1));
    turns.runAll();

    assertThat(stream.calls()).isEqualTo(8);
    assertThat(turns.waits).containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1_600L);
    assertThat(failed()).isEqualTo(1);
    assertThat(turns.ended).isTrue();
  }

  @Test
  void theReadingAfterOneThatFailedHasItsOwnAttempts() {
    stream.failEachPut(TestStream::serverError);

    start(Plans.counted(1, 2));
    turns.runAll();

    assertThat(stream.calls()).isEqualTo(16);
    assertThat(turns.waits.subList(7, 14)).isEqualTo(turns.waits.subList(0, 7));
    assertThat(failed()).isEqualTo(2);
  }

  @Test
  void aThrottledReadingIsNeverGivenUp() {
    stream.faulty.next(100, PutRecordRequest.class, Fault.error(AwsErrors::kinesisThrottling));

    start(Plans.counted(1, 2));
    turns.runAll();

    assertThat(stream.readings()).hasSize(2);
    assertThat(turns.waits).hasSize(100).endsWith(2_500L, 2_500L);
    assertThat(failed()).isZero();
  }

  @Test
  void aLateReadingDoesNotDelayTheNext() {
    start(
        new FleetPlan(
            1,
            Duration.ofSeconds(2),
            Plans.counted(1, 3).count(),
            null,
            Plans.SEED,
            Plans.START,
            0,
            Map.of()));
    turns.runAll();

    assertThat(turns.dues).containsExactly(0L, 2_000_000_000L, 4_000_000_000L);
    assertThat(stream.readings().stream().map(Reading::timestamp))
        .containsExactly(Plans.START, Plans.START.plusSeconds(2), Plans.START.plusSeconds(4));
  }

  @Test
  void aSilentDeviceLetsItsTurnsPassAndComesBack() {
    start(silent(null, Duration.ofSeconds(50)));
    turns.runAll();

    List<Long> sent = secondsOfReadings();
    assertThat(turns.dues).hasSize(50);
    assertThat(sent).hasSize(30).startsWith(0L, 1L, 2L, 3L, 4L).endsWith(46L, 47L, 48L, 49L);
    assertThat(gaps(sent)).containsExactly(21L);
  }

  @Test
  void aTurnInSilenceIsNoReadingOfTheCount() {
    start(silent(50L, null));
    turns.runAll();

    List<Long> sent = secondsOfReadings();
    assertThat(sent).hasSize(50).endsWith(68L, 69L);
    assertThat(gaps(sent)).containsExactly(21L);
  }

  @Test
  void withoutAnEndADeviceIsSilentAgainAndAgain() {
    start(silent(null, null));
    turns.run(300);

    assertThat(gaps(secondsOfReadings())).hasSize(4).allMatch(seconds -> seconds == 31);
  }

  private static FleetPlan silent(@Nullable Long count, @Nullable Duration duration) {
    return new FleetPlan(
        1,
        Duration.ofSeconds(1),
        count,
        duration,
        Plans.SEED,
        Plans.START,
        0,
        Map.of(),
        Scenario.SILENT);
  }

  private List<Long> secondsOfReadings() {
    return stream.readings().stream()
        .map(reading -> Duration.between(Plans.START, reading.timestamp()).toSeconds())
        .toList();
  }

  /** How far two neighbours are apart that are not a second apart. */
  private static List<Long> gaps(List<Long> seconds) {
    return IntStream.range(1, seconds.size())
        .mapToObj(n -> seconds.get(n) - seconds.get(n - 1))
        .filter(gap -> gap != 1)
        .toList();
  }

  private void start(FleetPlan plan) {
    new Device(
            0,
            DeviceMessages.ofFleet(plan).get(0),
            new Schedule(plan),
            new Publisher(TestStream.NAME, stream.client(), List.of(), tally),
            new Backoff(Duration.ofSeconds(5), () -> 0),
            new Gate(),
            turns)
        .start();
  }

  private long failed() {
    return tally.summary(Duration.ZERO).failed();
  }

  private static final class HandedTurns implements Device.Turns {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final List<Long> dues = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private boolean ended;

    @Override
    public void at(long nanosFromStart, Runnable turn) {
      dues.add(nanosFromStart);
      waiting.add(turn);
    }

    @Override
    public void after(Duration delay, Runnable turn) {
      waits.add(delay.toMillis());
      waiting.add(turn);
    }

    @Override
    public void noMore() {
      ended = true;
    }

    /** A device waits for one turn at most. */
    void runAll() {
      run(Integer.MAX_VALUE);
    }

    void run(int most) {
      for (int turn = 0; turn < most && !waiting.isEmpty(); turn++) {
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
      }
    }
  }
}
