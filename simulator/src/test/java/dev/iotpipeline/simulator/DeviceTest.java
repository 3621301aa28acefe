package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.telemetry.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** One device, its turns given by hand: no thread, no time. */
final class DeviceTest {

  private final FakeKinesis kinesis = new FakeKinesis();
  private final Tally tally = new Tally();
  private final List<String> failures = new ArrayList<>();
  private final HandedTurns turns = new HandedTurns();

  static List<SdkException> transientErrors() {
    return List.of(
        FakeKinesis.fault(),
        SdkClientException.create("Connect failed", new IOException("Connection reset")));
  }

  @ParameterizedTest
  @MethodSource("transientErrors")
  void aTransientErrorIsTriedEightTimesAndThenGivenUp(SdkException error) {
    kinesis.refuse(request -> Optional.of(error));

    start(Plans.counted(1, 1));
    turns.runAll();

    assertThat(kinesis.calls()).isEqualTo(8);
    assertThat(turns.waits).containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1_600L);
    assertThat(failures).containsExactly(ServiceErrors.describe(error));
    assertThat(turns.ended).isTrue();
  }

  @Test
  void theReadingAfterOneThatFailedHasItsOwnAttempts() {
    kinesis.refuse(request -> Optional.of(FakeKinesis.fault()));

    start(Plans.counted(1, 2));
    turns.runAll();

    assertThat(kinesis.calls()).isEqualTo(16);
    assertThat(turns.waits.subList(7, 14)).isEqualTo(turns.waits.subList(0, 7));
    assertThat(failures).hasSize(2);
  }

  @Test
  void aThrottledReadingIsNeverGivenUp() {
    kinesis.refuse(
        request ->
            kinesis.calls() <= 100 ? Optional.of(FakeKinesis.throttling()) : Optional.empty());

    start(Plans.counted(1, 2));
    turns.runAll();

    assertThat(kinesis.readings()).hasSize(2);
    assertThat(turns.waits).hasSize(100).endsWith(2_500L, 2_500L);
    assertThat(failures).isEmpty();
  }

  @Test
  void readingsAreDueByTheScheduleHoweverLateTheOneBeforeWas() {
    start(
        new FleetPlan(
            1,
            Duration.ofSeconds(2),
            Plans.counted(1, 3).count(),
            Optional.empty(),
            Plans.SEED,
            Plans.START,
            0,
            Map.of()));
    turns.runAll();

    assertThat(turns.dues).containsExactly(0L, 2_000_000_000L, 4_000_000_000L);
    assertThat(kinesis.readings().stream().map(Reading::timestamp))
        .containsExactly(Plans.START, Plans.START.plusSeconds(2), Plans.START.plusSeconds(4));
  }

  private void start(FleetPlan plan) {
    SimulationListener listener =
        new SimulationListener() {
          @Override
          public void failed(DeviceMessage message, String why) {
            failures.add(why);
          }
        };
    new Device(
            0,
            DeviceMessages.ofFleet(plan).get(0),
            new Schedule(plan),
            new Publisher(FakeKinesis.STREAM, kinesis, new Listeners(List.of(listener), tally)),
            new Backoff(Duration.ofSeconds(5), () -> 0),
            new Gate(),
            turns)
        .start();
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

    /** A device that asked for two turns at once would have them here. */
    void runAll() {
      while (!waiting.isEmpty()) {
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
      }
    }
  }
}
