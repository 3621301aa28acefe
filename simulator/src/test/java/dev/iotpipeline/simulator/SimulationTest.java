package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotpipeline.telemetry.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

final class SimulationTest {

  private final FakeKinesis kinesis = new FakeKinesis();
  private final Heard heard = new Heard();

  @Test
  void eachReadingIsOneRecordWhosePartitionKeyIsItsDevice() {
    run(Plans.counted(10, 205));

    assertThat(kinesis.taken())
        .hasSize(205)
        .allSatisfy(
            request -> {
              assertThat(request.streamName()).isEqualTo(FakeKinesis.STREAM);
              assertThat(request.data().asUtf8String())
                  .contains("\"device_id\":\"" + request.partitionKey() + "\"");
            });
    assertThat(kinesis.readings().stream().map(Reading::deviceId).distinct()).hasSize(10);
  }

  @Test
  void theOrderOfADeviceIsKeptThroughThrottlingAndFaults() {
    Random pattern = new Random(11);
    kinesis.refuse(
        request ->
            switch (pattern.nextInt(10)) {
              case 0 -> Optional.of(FakeKinesis.throttling());
              case 1 -> Optional.of(FakeKinesis.fault());
              default -> Optional.empty();
            });

    SimulationSummary summary = run(Plans.counted(20, 400));

    assertThat(summary.published()).isEqualTo(400);
    assertThat(summary.throttled()).isPositive();
    assertThat(byDevice(kinesis.readings()).values())
        .hasSize(20)
        .allSatisfy(
            readings ->
                assertThat(readings)
                    .hasSize(20)
                    .isSortedAccordingTo(Comparator.comparing(Reading::timestamp)));
  }

  @Test
  void theSameSeedAndStartGiveTheSameBytes() {
    FakeKinesis again = new FakeKinesis();
    run(Plans.seeded(7));
    new Simulation(Plans.seeded(7), FakeKinesis.STREAM, again, List.of()).run();

    assertThat(bytesByDevice(kinesis)).hasSize(3).isEqualTo(bytesByDevice(again));
  }

  @Test
  void hostileMessagesAreSentAsTheyAreUnderTheirDevicesKey() {
    FleetPlan plan = hostile(500);

    assertThat(run(plan).published()).isEqualTo(500);
    assertThat(heard.publishing).hasSize(500).anyMatch(message -> message.rejection().isPresent());
    assertThat(bytesByDevice(kinesis))
        .hasSize(5)
        .isEqualTo(
            heard.publishing.stream()
                .collect(
                    Collectors.groupingBy(
                        DeviceMessage::deviceId,
                        Collectors.mapping(SimulationTest::text, Collectors.toList()))));
  }

  @Test
  void theSamePlanGivesTheSameBytesHostilityIncluded() {
    FakeKinesis again = new FakeKinesis();
    run(hostile(500));
    new Simulation(hostile(500), FakeKinesis.STREAM, again, List.of()).run();

    assertThat(bytesByDevice(kinesis)).hasSize(5).isEqualTo(bytesByDevice(again));
  }

  @Test
  void aListenerHearsOfEachReadingBeforeAndAfterItIsSent() {
    Random pattern = new Random(3);
    kinesis.refuse(
        request ->
            pattern.nextInt(10) == 0 ? Optional.of(FakeKinesis.throttling()) : Optional.empty());

    SimulationSummary summary = run(Plans.counted(5, 50));

    assertThat(heard.publishing.stream().flatMap(message -> message.reading().stream()))
        .hasSize(50)
        .containsExactlyInAnyOrderElementsOf(kinesis.readings());
    assertThat(
            heard.published.stream().flatMap(published -> published.message().reading().stream()))
        .containsExactlyInAnyOrderElementsOf(kinesis.readings());
    assertThat(heard.published.stream().map(PublishedMessage::sequenceNumber))
        .doesNotHaveDuplicates();
    assertThat(heard.throttled).hasSize((int) summary.throttled()).isNotEmpty();
    assertThat(heard.failed).isEmpty();
  }

  @Test
  void theSummaryCountsCallsAndTheirTime() {
    SimulationSummary summary = run(Plans.counted(4, 100));

    assertThat(summary.published()).isEqualTo(100);
    assertThat(summary.failed()).isZero();
    assertThat(summary.ratePerSecond() * summary.elapsed().toNanos() / 1e9)
        .isBetween(99.99, 100.01);
    assertThat(summary.p50Millis()).isLessThanOrEqualTo(summary.p99Millis());
  }

  @Test
  void aReadingThatIsStillRefusedWhenTheRunHasEndedHasFailed() {
    Simulation simulation =
        new Simulation(
            Plans.paced(1, Duration.ofHours(1)),
            FakeKinesis.STREAM,
            kinesis,
            List.of(heard),
            8,
            Duration.ofMillis(1));
    kinesis.refuse(
        request -> {
          simulation.stop();
          return Optional.of(FakeKinesis.throttling());
        });

    assertThat(simulation.run().failed()).isEqualTo(1);
    assertThat(heard.failed).containsExactly("the run ended before the stream took it");
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT0.001S"})
  void aDurationLongerThanAnyClockCutsNothingOff(Duration interval) {
    FleetPlan plan =
        new FleetPlan(
            2,
            interval,
            OptionalLong.of(6),
            Optional.of(Duration.ofSeconds(Long.MAX_VALUE)),
            Plans.SEED,
            Plans.START,
            0,
            Map.of());

    assertThat(run(plan).published()).isEqualTo(6);
  }

  @Test
  void stoppingEndsARunWithoutABound() {
    Simulation[] simulation = new Simulation[1];
    SimulationListener stopsAtThirty =
        new SimulationListener() {
          @Override
          public void published(PublishedMessage message) {
            if (message.sequenceNumber().equals("30")) {
              simulation[0].stop();
            }
          }
        };
    simulation[0] =
        new Simulation(
            Plans.paced(3, Duration.ofNanos(1_000)),
            FakeKinesis.STREAM,
            kinesis,
            List.of(stopsAtThirty));

    SimulationSummary summary = simulation[0].run();

    assertThat(summary.failed()).isZero();
    assertThat(summary.published()).isEqualTo(kinesis.taken().size()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void stoppingDoesNotWaitForReadingsThatAreNotDueYet() {
    Simulation simulation =
        new Simulation(
            Plans.paced(2, Duration.ofDays(1)), FakeKinesis.STREAM, kinesis, List.of(heard));
    simulation.stop();

    SimulationSummary summary = simulation.run();

    assertThat(summary.failed()).isZero();
    assertThat(summary.published()).isEqualTo(kinesis.taken().size()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredTokenException, AWS does not accept the credentials",
    "AccessDeniedException, the credentials do not allow the call (AccessDeniedException",
    "ValidationException, AWS refused the call (ValidationException",
  })
  void whatTryingAgainCannotMendEndsTheRun(String code, String message) {
    kinesis.refuse(request -> Optional.of(FakeKinesis.rejection(code)));

    assertThatExceptionOfType(SimulationFailedException.class)
        .isThrownBy(() -> run(Plans.counted(1, 1_000)))
        .withMessageStartingWith(message)
        .withMessageContaining(code + ": said the service");
    assertThat(kinesis.calls()).isEqualTo(1);
  }

  @Test
  void anUnknownStreamEndsTheRun() {
    assertThatExceptionOfType(SimulationFailedException.class)
        .isThrownBy(() -> new Simulation(Plans.counted(1, 1), "other", kinesis, List.of()).run())
        .withMessageStartingWith("stream other does not exist");
  }

  @Test
  void aListenerThatFailsEndsTheRun() {
    SimulationListener broken =
        new SimulationListener() {
          @Override
          public void published(PublishedMessage message) {
            throw new IllegalStateException("disk full");
          }
        };

    assertThatExceptionOfType(SimulationFailedException.class)
        .isThrownBy(
            () ->
                new Simulation(Plans.counted(1, 10), FakeKinesis.STREAM, kinesis, List.of(broken))
                    .run())
        .withMessage("the run failed: disk full");
  }

  private SimulationSummary run(FleetPlan plan) {
    return new Simulation(plan, FakeKinesis.STREAM, kinesis, List.of(heard)).run();
  }

  private static Map<String, List<Reading>> byDevice(List<Reading> readings) {
    return readings.stream().collect(Collectors.groupingBy(Reading::deviceId));
  }

  private static FleetPlan hostile(long count) {
    return new FleetPlan(
        5,
        Duration.ZERO,
        OptionalLong.of(count),
        Optional.empty(),
        Plans.SEED,
        Plans.START,
        0.05,
        Arrays.stream(Hostility.values()).collect(Collectors.toMap(kind -> kind, kind -> 0.2)));
  }

  /** One character a byte, since not every payload is UTF-8. */
  private static String text(DeviceMessage message) {
    return new String(message.payload(), StandardCharsets.ISO_8859_1);
  }

  /** The shard's order among devices is chance; a device's own order is not. */
  private static Map<String, List<String>> bytesByDevice(FakeKinesis kinesis) {
    return kinesis.taken().stream()
        .collect(
            Collectors.groupingBy(
                PutRecordRequest::partitionKey,
                Collectors.mapping(
                    request -> request.data().asString(StandardCharsets.ISO_8859_1),
                    Collectors.toList())));
  }

  private static final class Heard implements SimulationListener {

    private final Queue<DeviceMessage> publishing = new ConcurrentLinkedQueue<>();
    private final Queue<PublishedMessage> published = new ConcurrentLinkedQueue<>();
    private final Queue<DeviceMessage> throttled = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    @Override
    public void publishing(DeviceMessage message) {
      publishing.add(message);
    }

    @Override
    public void published(PublishedMessage message) {
      published.add(message);
    }

    @Override
    public void throttled(DeviceMessage message) {
      throttled.add(message);
    }

    @Override
    public void failed(DeviceMessage message, String why) {
      failed.add(why);
    }
  }
}
