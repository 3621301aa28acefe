package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.lambda.mapping.EventSourceMapping;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.PlannedMessages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * The real pipeline on a real database, in a time of its own: minutes of waiting for retries pass
 * in no time, and two runs with the same seed write the same items.
 */
final class DrivenPipeline implements AutoCloseable {

  private static final AtomicInteger RUNS = new AtomicInteger();

  /** Two retries of an alert take three minutes, five of a batch seconds. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration SECOND = Duration.ofSeconds(1);

  final FakeClock clock = new FakeClock();
  private final SideBySide sleeper = new SideBySide(clock);
  final LocalPipeline pipeline;
  private final Instant start = clock.instant();
  private Instant nextCheck = start;
  private final Queue<Notification> notifications = new ConcurrentLinkedQueue<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  DrivenPipeline(URI dynamoDb, PipelineSettings settings, FaultPlan faults) {
    this(dynamoDb, settings, faults, Passage.FREE);
  }

  DrivenPipeline(URI dynamoDb, PipelineSettings settings, FaultPlan faults, Passage passage) {
    pipeline =
        new LocalPipeline(
            dynamoDb,
            new PipelineOptions(
                ResourceNames.STREAM,
                1,
                0,
                PipelineTables.Names.DEFAULT.with("-driven-" + RUNS.incrementAndGet())),
            settings,
            new Environment(
                clock,
                sleeper,
                faults,
                passage,
                notifications::add,
                List.of(),
                new EventLog(log::add, clock)));
    pipeline.openEndpoint();
  }

  /** The settings of the deployment with batches small enough that a short run has several. */
  static PipelineSettings settings(int batchSize) {
    return PipelineSettings.load(Map.of("batch_size", batchSize));
  }

  DrivenPipeline publish(FleetPlan plan) {
    pipeline.simulation(plan, List.of()).run();
    return this;
  }

  /**
   * Publishes what a fleet sends, each second's messages at its end, and does in between what is
   * due then.
   */
  DrivenPipeline play(FleetPlan plan) {
    Map<Instant, List<PutRecordsRequestEntry>> seconds = new TreeMap<>();
    for (PlannedMessages.Message message : PlannedMessages.of(plan)) {
      seconds
          .computeIfAbsent(
              message.due().truncatedTo(ChronoUnit.SECONDS).plus(SECOND), s -> new ArrayList<>())
          .add(entry(message.deviceId(), message.payload()));
    }
    try (KinesisClient producer = KinesisClients.create(pipeline.kinesisUri())) {
      seconds.forEach(
          (end, entries) -> {
            // Retries of the consumer may have let the time pass already.
            while (clock.instant().isBefore(end)) {
              Duration left = Duration.between(clock.instant(), end);
              clock.advance(step().filter(pause -> pause.compareTo(left) < 0).orElse(left));
            }
            putNow(producer, entries);
            step();
          });
    }
    return this;
  }

  /** Puts records of one device, in order. */
  DrivenPipeline put(String partitionKey, byte[]... payloads) {
    try (KinesisClient producer = KinesisClients.create(pipeline.kinesisUri())) {
      for (byte[] payload : payloads) {
        put(producer, List.of(entry(partitionKey, payload)));
      }
    }
    return this;
  }

  /** Puts any number of records, as fast as the shard takes them. */
  DrivenPipeline putAll(List<byte[]> payloads) {
    try (KinesisClient producer = KinesisClients.create(pipeline.kinesisUri())) {
      List<PutRecordsRequestEntry> entries = new ArrayList<>();
      int bytes = 0;
      for (byte[] payload : payloads) {
        if (entries.size() == 500 || (bytes > 0 && bytes + payload.length > 900_000)) {
          put(producer, entries);
          entries.clear();
          bytes = 0;
        }
        entries.add(entry("key-" + bytes, payload));
        bytes += payload.length;
      }
      put(producer, entries);
    }
    return this;
  }

  private static PutRecordsRequestEntry entry(String partitionKey, byte[] payload) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromByteArray(payload))
        .build();
  }

  /** A shard takes a megabyte a second, so another second passes first. */
  private void put(KinesisClient producer, List<PutRecordsRequestEntry> entries) {
    clock.advance(Duration.ofSeconds(2));
    putNow(producer, entries);
  }

  private static void putNow(KinesisClient producer, List<PutRecordsRequestEntry> entries) {
    int rejected =
        producer
            .putRecords(put -> put.streamName(ResourceNames.STREAM).records(entries))
            .failedRecordCount();
    assertThat(rejected).as("rejected records").isZero();
  }

  /** Runs until there is no more to do. */
  DrivenPipeline run() {
    return run(LONGEST);
  }

  /**
   * Runs until there is no more to do.
   *
   * @param limit what that may take at most, or the shard is blocked
   */
  DrivenPipeline run(Duration limit) {
    for (Optional<Duration> pause = step(); pause.isPresent(); pause = step()) {
      assertThat(elapsed()).as("the shard is blocked%n%s", log).isLessThan(limit);
      clock.advance(pause.get());
    }
    return this;
  }

  /**
   * Does all that is due now, alerts last; returns how long there is nothing to do, empty if for
   * ever.
   */
  private Optional<Duration> step() {
    checkSilence();
    Optional<Duration> batches = takeBatches(pipeline.mapping);
    Optional<Duration> windows =
        Optional.ofNullable(pipeline.fleet).flatMap(fleet -> takeBatches(fleet.mapping));
    runAlerts();
    return Stream.of(batches, windows, pipeline.alerts.untilNextDue(), sleeper.untilNextEnd())
        .flatMap(Optional::stream)
        .min(Duration::compareTo);
  }

  private void runAlerts() {
    try {
      sleeper.run(
          () ->
              pipeline
                  .alerts
                  .untilNextDue()
                  .filter(wait -> wait.isZero() || wait.isNegative())
                  .isPresent(),
          pipeline.alerts::runDue);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the test was interrupted", e);
    }
  }

  private static Optional<Duration> takeBatches(EventSourceMapping mapping) {
    Duration pause = mapping.step();
    while (pause.isZero()) {
      pause = mapping.step();
    }
    return mapping.isIdle() ? Optional.empty() : Optional.of(pause);
  }

  /** A timer does that in the local run, and a schedule on AWS. */
  private void checkSilence() {
    SilenceTimer timer = pipeline.silenceTimer;
    if (timer != null && !clock.instant().isBefore(nextCheck)) {
      timer.check();
      nextCheck = clock.instant().plus(timer.interval());
    }
  }

  /** How many batches the mapping has taken from the stream. */
  long batches() {
    return pipeline.mapping.counts().batches();
  }

  Duration elapsed() {
    return Duration.between(start, clock.instant());
  }

  RunSummary summary() {
    return pipeline.summary();
  }

  /** Every item of the table of readings, by its key. */
  Map<String, Map<String, AttributeValue>> readings() {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    for (Map<String, AttributeValue> item : pipeline.tables().readings()) {
      items.put(item.get("device_id").s() + " " + item.get("timestamp").s(), item);
    }
    return items;
  }

  /** Reasons and payloads in quarantine; sequence numbers differ from run to run. */
  List<String> quarantined() {
    return StreamSupport.stream(pipeline.tables().rejected().spliterator(), false)
        .map(item -> item.get("reason").s() + " " + item.get("payload").b())
        .sorted()
        .toList();
  }

  /** Rows of the ledger by whether they are complete and released. */
  Map<Boolean, Long> alerts() {
    return StreamSupport.stream(pipeline.tables().alerts().spliterator(), false)
        .collect(
            Collectors.partitioningBy(
                row ->
                    row.containsKey("notified_at")
                        && row.containsKey("counted_at")
                        && !row.containsKey("claimed_by"),
                Collectors.counting()));
  }

  /** What the topic took. */
  List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  String log() {
    return String.join("\n", log);
  }

  @Override
  public void close() {
    pipeline.tables().delete();
    pipeline.close();
  }
}
