package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.kinesis.PortUnavailableException;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.Detection;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.PublishedMessage;
import dev.iotpipeline.simulator.Scenario;
import dev.iotpipeline.simulator.SimulationListener;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The whole pipeline, DynamoDB Local included, on free ports. */
class LocalPipelineTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final PipelineTables.Names TABLE_NAMES = PipelineTables.Names.DEFAULT;
  private static final AtomicInteger TABLES = new AtomicInteger();

  private static DynamoDbLocalProcess dynamoDb;

  private final Queue<Notification> notifications = new ConcurrentLinkedQueue<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void storesEveryReadingExactlyAndAlertsEveryBreachOnce(int shards) throws Exception {
    Map<ReadingKey, Reading> truth = new ConcurrentHashMap<>();
    try (LocalPipeline pipeline = start(shards)) {
      pipeline.simulation(fleet(600), List.of(recording(truth))).run();
      assertThat(pipeline.drain(LIMIT)).isTrue();

      RunSummary summary = pipeline.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, log).isTrue();
      assertThat(summary.published()).isEqualTo(600);
      assertThat(summary.stored()).isEqualTo(600);
      assertThat(summary.alertsExpected()).isEqualTo(anomalous(truth)).isPositive();
      assertThat(summary.notifications()).isEqualTo(summary.alertsExpected());
      assertThat(summary.detection().get("temperature_above").expected())
          .isEqualTo(anomalous(truth));
      assertThat(summary.metric().anomalyCount())
          .isEqualTo(summary.detection().values().stream().mapToLong(Detection::found).sum());
      assertThat(summary.failedBatches()).isZero();
      assertThat(stored(pipeline)).isEqualTo(expected(truth));
      assertThat(notified()).isEqualTo(anomalousKeys(truth));
    }
  }

  @Test
  void aRecordThatIsNoReadingIsQuarantinedAndTheOthersOfItsBatchAreStoredAndAlertedOnce()
      throws Exception {
    try (LocalPipeline pipeline = start(1);
        KinesisClient producer = KinesisClients.create(pipeline.kinesisUri())) {
      put(producer, reading("sensor-1", "51"));
      put(producer, "no reading at all");
      put(producer, reading("sensor-2", "52"));
      assertThat(pipeline.drain(LIMIT)).isTrue();

      RunSummary summary = pipeline.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, log).isTrue();
      assertThat(summary.published()).isEqualTo(3);
      assertThat(summary.stored()).isEqualTo(2);
      assertThat(summary.rejected()).isEqualTo(1);
      assertThat(summary.failedBatches()).as("the shard moves on at once").isZero();
      assertThat(summary.alertsSent()).isEqualTo(2);
      assertThat(summary.notifications()).as("nothing is sent twice").isEqualTo(2);
      assertThat(pipeline.tables().rejected())
          .singleElement()
          .satisfies(
              item -> assertThat(item.get("payload").b().asUtf8String()).startsWith("no reading"));
    }
  }

  @Test
  void numbersOfAnySizeArriveExactly() throws Exception {
    String digits = "1003.2500000000000000000000000000000009";
    try (LocalPipeline pipeline = start(1);
        KinesisClient producer = KinesisClients.create(pipeline.kinesisUri())) {
      put(producer, reading("sensor-1", "23.50").replace("1003.25", digits));
      assertThat(pipeline.drain(LIMIT)).isTrue();

      assertThat(pipeline.tables().readings())
          .singleElement()
          .satisfies(item -> assertThat(item.get("pressure").n()).isEqualTo(digits))
          .satisfies(item -> assertThat(item.get("temperature").n()).isEqualTo("23.5"));
    }
  }

  @Test
  void onceTheStreamTakesNoMoreWhatItTookIsHandledAndProducersAreTurnedAway() throws Exception {
    try (LocalPipeline pipeline = start(1);
        KinesisClient producer = KinesisClients.create(pipeline.kinesisUri())) {
      put(producer, reading("sensor-1", "23.5"));
      pipeline.stopTaking();

      assertThatThrownBy(() -> put(producer, reading("sensor-2", "23.5")))
          .isInstanceOf(SdkClientException.class);
      assertThat(pipeline.drain(LIMIT)).isTrue();
      assertThat(pipeline.summary().published()).isEqualTo(1);
      assertThat(pipeline.summary().isClean()).isTrue();
    }
  }

  @Test
  void theEndpointOpensOnlyWhenTheTablesExistAndTheMappingReads() throws Exception {
    PipelineOptions options =
        new PipelineOptions(
            "stream", 1, freePort(), TABLE_NAMES.with("-" + TABLES.incrementAndGet()));
    try (LocalPipeline pipeline = pipeline(options)) {
      assertThat(isOpen(options.kinesisPort())).as("before the start").isFalse();
      assertThat(pipeline.tables().readings()).isEmpty();

      pipeline.start();

      assertThat(isOpen(options.kinesisPort())).as("after it").isTrue();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void aBusyPortIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PipelineOptions options = new PipelineOptions("stream", 1, other.getLocalPort(), TABLE_NAMES);
      assertThatThrownBy(() -> start(options).close())
          .isInstanceOf(PortUnavailableException.class)
          .hasMessageContaining("port " + other.getLocalPort());
    }
  }

  /** Each with a table of its own in the one database. */
  private LocalPipeline start(int shards) {
    return start(
        new PipelineOptions(
            "iot-telemetry-stream", shards, 0, TABLE_NAMES.with("-" + TABLES.incrementAndGet())));
  }

  private LocalPipeline start(PipelineOptions options) {
    LocalPipeline pipeline = pipeline(options);
    try {
      pipeline.start();
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  private LocalPipeline pipeline(PipelineOptions options) {
    EventLog events = new EventLog(log::add, Clock.systemUTC());
    return new LocalPipeline(
        dynamoDb.uri(),
        options,
        PipelineSettings.load(Map.of()),
        Environment.real(FaultPlan.NONE, notifications::add, events));
  }

  private static FleetPlan fleet(long count) {
    return new FleetPlan(
        7,
        Duration.ZERO,
        count,
        null,
        42,
        Instant.parse("2026-11-23T10:15:30.123456Z"),
        0.2,
        Map.of(),
        Scenario.SPIKES);
  }

  private static SimulationListener recording(Map<ReadingKey, Reading> truth) {
    return new SimulationListener() {
      @Override
      public void published(PublishedMessage published) {
        Reading reading = Objects.requireNonNull(published.message().reading());
        truth.put(reading.key(), reading);
      }
    };
  }

  private static long anomalous(Map<ReadingKey, Reading> truth) {
    return anomalousKeys(truth).size();
  }

  /**
   * Not by the detector: the simulator's normal temperatures end at 35, its anomalies begin at 46.
   */
  private static Map<ReadingKey, Long> anomalousKeys(Map<ReadingKey, Reading> truth) {
    return truth.entrySet().stream()
        .filter(entry -> entry.getValue().temperature().compareTo(new BigDecimal("40")) > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> 1L));
  }

  private Map<ReadingKey, Long> notified() {
    return notifications.stream()
        .map(n -> new ReadingKey(n.attributes().get("device_id"), n.attributes().get("timestamp")))
        .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
  }

  private static Map<ReadingKey, List<BigDecimal>> stored(LocalPipeline pipeline) {
    Map<ReadingKey, List<BigDecimal>> stored = new HashMap<>();
    for (Map<String, AttributeValue> item : pipeline.tables().readings()) {
      stored.put(
          new ReadingKey(item.get("device_id").s(), item.get("timestamp").s()),
          List.of(number(item, "temperature"), number(item, "humidity"), number(item, "pressure")));
    }
    return stored;
  }

  private static BigDecimal number(Map<String, AttributeValue> item, String name) {
    return new BigDecimal(item.get(name).n()).stripTrailingZeros();
  }

  private static Map<ReadingKey, List<BigDecimal>> expected(Map<ReadingKey, Reading> truth) {
    return truth.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    List.of(
                        entry.getValue().temperature().stripTrailingZeros(),
                        entry.getValue().humidity().stripTrailingZeros(),
                        entry.getValue().pressure().stripTrailingZeros())));
  }

  private static String reading(String deviceId, String temperature) {
    return """
        {"device_id":"%s","timestamp":"2026-11-23T10:15:30+00:00","temperature":%s,"humidity":48,\
        "pressure":1003.25}"""
        .formatted(deviceId, temperature);
  }

  private static void put(KinesisClient producer, String payload) {
    producer.putRecord(
        record ->
            record
                .streamName("iot-telemetry-stream")
                .partitionKey("one key, one order")
                .data(SdkBytes.fromUtf8String(payload)));
  }
}
