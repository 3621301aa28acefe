package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.telemetry.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** What a run sends, and what it tells of it. {@link SimulationEndTest} asks how runs end. */
final class SimulationTest {

  private static final int THREADS = 16;

  private final TestStream stream = new TestStream();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void eachReadingIsOneRecordWhosePartitionKeyIsItsDevice() {
    run(Plans.counted(10, 205));

    assertThat(stream.records())
        .hasSize(205)
        .allSatisfy(
            record ->
                assertThat(text(record.data()))
                    .contains("\"device_id\":\"" + record.partitionKey() + "\""));
    assertThat(stream.readings().stream().map(Reading::deviceId).distinct()).hasSize(10);
  }

  @Test
  void theOrderOfADeviceIsKeptThroughThrottlingAndFaults() {
    Random pattern = new Random(11);
    stream.faulty.always(
        PutRecordRequest.class,
        any -> true,
        (request, call) ->
            switch (pattern.nextInt(10)) {
              case 0 -> throw AwsErrors.kinesisThrottling();
              case 1 -> throw TestStream.serverError();
              default -> call.with(request);
            });

    SimulationSummary summary = run(Plans.counted(20, 400));

    assertThat(summary.published()).isEqualTo(400);
    assertThat(summary.throttled()).isPositive();
    assertThat(
            stream.readings().stream().collect(Collectors.groupingBy(Reading::deviceId)).values())
        .hasSize(20)
        .allSatisfy(
            readings ->
                assertThat(readings)
                    .hasSize(20)
                    .isSortedAccordingTo(Comparator.comparing(Reading::timestamp)));
  }

  @Test
  void theSameSeedAndStartGiveTheSameBytes() {
    run(Plans.seeded(7));

    assertThat(bytesByDevice(stream)).hasSize(3).isEqualTo(bytesOfAnotherRun(Plans.seeded(7)));
  }

  @Test
  void hostileMessagesAreSentAsTheyAreUnderTheirDevicesKey() {
    assertThat(run(hostile(500)).published()).isEqualTo(500);

    assertThat(heard.publishing).hasSize(500).anyMatch(message -> message.rejection() != null);
    assertThat(bytesByDevice(stream))
        .hasSize(5)
        .isEqualTo(
            heard.publishing.stream()
                .collect(
                    Collectors.groupingBy(
                        DeviceMessage::deviceId,
                        Collectors.mapping(
                            message -> text(message.payload()), Collectors.toList()))));
  }

  @Test
  void theSamePlanGivesTheSameBytesHostilityIncluded() {
    run(hostile(500));

    assertThat(bytesByDevice(stream)).hasSize(5).isEqualTo(bytesOfAnotherRun(hostile(500)));
  }

  @Test
  void aListenerHearsOfEachReadingBeforeAndAfterItIsSent() {
    Random pattern = new Random(3);
    stream.faulty.always(
        PutRecordRequest.class,
        any -> pattern.nextInt(10) == 0,
        (request, call) -> {
          throw AwsErrors.kinesisThrottling();
        });

    SimulationSummary summary = run(Plans.counted(5, 50));

    assertThat(heard.publishing.stream().map(DeviceMessage::reading))
        .hasSize(50)
        .containsExactlyInAnyOrderElementsOf(stream.readings());
    assertThat(heard.published.stream().map(published -> published.message().reading()))
        .containsExactlyInAnyOrderElementsOf(stream.readings());
    assertThat(heard.published.stream().map(PublishedMessage::sequenceNumber))
        .containsExactlyInAnyOrderElementsOf(
            stream.records().stream().map(StreamRecord::sequenceNumber).toList());
    assertThat(summary.throttled()).isEqualTo(stream.calls() - 50).isPositive();
  }

  @Test
  void theSummaryCountsCallsAndTheirTime() {
    SimulationSummary summary = run(Plans.counted(4, 100));

    assertThat(summary.published()).isEqualTo(100);
    assertThat(summary.failed()).isZero();
    assertThat(summary.ratePerSecond() * summary.elapsed().toNanos() / 1e9)
        .isBetween(99.99, 100.01);
    assertThat(summary.p50Millis()).isPositive().isLessThanOrEqualTo(summary.p99Millis());
  }

  private SimulationSummary run(FleetPlan plan) {
    return new Simulation(plan, TestStream.NAME, stream.client(), List.of(heard), THREADS).run();
  }

  private static Map<String, List<String>> bytesOfAnotherRun(FleetPlan plan) {
    try (TestStream another = new TestStream()) {
      new Simulation(plan, TestStream.NAME, another.client(), List.of(), THREADS).run();
      return bytesByDevice(another);
    }
  }

  private static FleetPlan hostile(long count) {
    return new FleetPlan(
        5,
        Duration.ZERO,
        count,
        null,
        Plans.SEED,
        Plans.START,
        0.05,
        Arrays.stream(Hostility.values()).collect(Collectors.toMap(kind -> kind, kind -> 0.2)));
  }

  /** One character for each byte, since not every payload is UTF-8. */
  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.ISO_8859_1);
  }

  /** The order of records of different devices is chance; the order of one device is not. */
  private static Map<String, List<String>> bytesByDevice(TestStream stream) {
    return stream.records().stream()
        .collect(
            Collectors.groupingBy(
                StreamRecord::partitionKey,
                Collectors.mapping(record -> text(record.data()), Collectors.toList())));
  }

  private static final class Heard implements SimulationListener {

    private final Queue<DeviceMessage> publishing = new ConcurrentLinkedQueue<>();
    private final Queue<PublishedMessage> published = new ConcurrentLinkedQueue<>();

    @Override
    public void publishing(DeviceMessage message) {
      publishing.add(message);
    }

    @Override
    public void published(PublishedMessage message) {
      published.add(message);
    }
  }
}
