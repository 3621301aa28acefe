package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** How a run ends: by its bound, because somebody stops it, or because it cannot go on. */
final class SimulationEndTest {

  private final TestStream stream = new TestStream();

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void aReadingThatIsStillThrottledWhenTheRunHasEndedHasFailed() {
    Simulation simulation =
        new Simulation(
            Plans.paced(1, Duration.ofHours(1)),
            TestStream.NAME,
            stream.client(),
            List.of(),
            1,
            Hand.still(),
            Duration.ofMillis(1));
    stream.faulty.always(
        PutRecordRequest.class,
        any -> true,
        (request, call) -> {
          simulation.stop();
          throw AwsErrors.kinesisThrottling();
        });

    SimulationSummary summary = simulation.run();

    assertThat(summary.failed()).isEqualTo(1);
    assertThat(summary.published()).isZero();
  }

  @Test
  void aReadingThatWasDueAndNeverBegunIsCounted() {
    FleetPlan plan =
        new FleetPlan(
            2,
            Duration.ofMillis(1),
            null,
            Duration.ofMillis(50),
            Plans.SEED,
            Plans.START,
            0,
            Map.of());
    stream.failEachPut(AwsErrors::kinesisThrottling);
    List<SimulationSummary> told = new ArrayList<>();
    SimulationListener listener =
        new SimulationListener() {
          @Override
          public void ended(SimulationSummary summary) {
            told.add(summary);
          }
        };

    SimulationSummary summary =
        new Simulation(
                plan,
                TestStream.NAME,
                stream.client(),
                List.of(listener),
                2,
                Hand.still(),
                Duration.ofMillis(1))
            .run();

    assertThat(summary.published()).isZero();
    assertThat(summary.failed()).isEqualTo(2);
    assertThat(summary.neverBegun()).isEqualTo(98);
    assertThat(summary.isComplete()).isFalse();
    assertThat(summary.shortfall()).get().asString().contains("98 readings", "refused calls");
    assertThat(told).containsExactly(summary);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT0.001S"})
  void aDurationLongerThanAnyClockCutsNothingOff(Duration interval) {
    FleetPlan plan =
        new FleetPlan(
            2,
            interval,
            6L,
            Duration.ofSeconds(Long.MAX_VALUE),
            Plans.SEED,
            Plans.START,
            0,
            Map.of());

    assertThat(simulation(plan).run().published()).isEqualTo(6);
  }

  @Test
  void stoppingEndsARunWithoutABound() {
    AtomicInteger published = new AtomicInteger();
    Simulation[] simulation = new Simulation[1];
    simulation[0] =
        simulation(
            Plans.paced(3, Duration.ofNanos(1_000)),
            whenPublished(
                () -> {
                  if (published.incrementAndGet() == 30) {
                    simulation[0].stop();
                  }
                }));

    SimulationSummary summary = simulation[0].run();

    assertThat(summary.failed()).isZero();
    assertThat(summary.published()).isEqualTo(stream.records().size()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void stoppingDoesNotWaitForReadingsThatAreNotDueYet() {
    Simulation simulation = simulation(Plans.paced(2, Duration.ofDays(1)));
    simulation.stop();

    SimulationSummary summary = simulation.run();

    assertThat(summary.failed()).isZero();
    assertThat(summary.published()).isEqualTo(stream.records().size()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredTokenException, AWS does not accept the credentials",
    "AccessDeniedException, the credentials do not allow the call (AccessDeniedException",
    "ValidationException, AWS refused the call (ValidationException",
  })
  void anErrorThatRetriesCannotMendEndsTheRun(String code, String message) {
    stream.failEachPut(() -> TestStream.rejection(code));

    assertThatExceptionOfType(SimulationFailedException.class)
        .isThrownBy(() -> simulation(Plans.counted(1, 1_000)).run())
        .withMessageStartingWith(message)
        .withMessageContaining(code + ": said the service");
    assertThat(stream.calls()).isEqualTo(1);
  }

  @Test
  void anUnknownStreamEndsTheRun() {
    assertThatExceptionOfType(SimulationFailedException.class)
        .isThrownBy(
            () -> new Simulation(Plans.counted(1, 1), "other", stream.client(), List.of(), 1).run())
        .withMessageStartingWith("stream other does not exist");
  }

  @Test
  void aListenerThatFailsEndsTheRun() {
    SimulationListener broken =
        whenPublished(
            () -> {
              throw new IllegalStateException("disk full");
            });

    assertThatExceptionOfType(SimulationFailedException.class)
        .isThrownBy(() -> simulation(Plans.counted(1, 10), broken).run())
        .withMessage("the run failed: disk full");
  }

  private Simulation simulation(FleetPlan plan, SimulationListener... listeners) {
    return new Simulation(plan, TestStream.NAME, stream.client(), List.of(listeners), 4);
  }

  private static SimulationListener whenPublished(Runnable event) {
    return new SimulationListener() {
      @Override
      public void published(PublishedMessage message) {
        event.run();
      }
    };
  }
}
