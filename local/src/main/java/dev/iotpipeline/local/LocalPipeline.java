package dev.iotpipeline.local;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.iotpipeline.alert.AlertHandler;
import dev.iotpipeline.alert.AlertSettings;
import dev.iotpipeline.consumer.ConsumerSettings;
import dev.iotpipeline.consumer.KinesisConsumerHandler;
import dev.iotpipeline.local.dynamodb.ReadingsTable;
import dev.iotpipeline.local.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.kinesis.LocalStream;
import dev.iotpipeline.local.lambda.AsyncInvocations;
import dev.iotpipeline.local.lambda.DiscardedBatch;
import dev.iotpipeline.local.lambda.EventSourceMapping;
import dev.iotpipeline.local.lambda.FunctionSettings;
import dev.iotpipeline.local.lambda.HandlerFunction;
import dev.iotpipeline.local.lambda.RetryBackoff;
import dev.iotpipeline.local.report.LiveCounts;
import dev.iotpipeline.local.report.RunSummary;
import dev.iotpipeline.local.report.Scorekeeper;
import dev.iotpipeline.local.report.StoredItems;
import dev.iotpipeline.local.sinks.LocalMetrics;
import dev.iotpipeline.local.sinks.LocalTopic;
import dev.iotpipeline.local.sinks.Notification;
import dev.iotpipeline.simulator.DeviceMessage;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.PublishedMessage;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.SimulationListener;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.EventLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Stream, mapping, functions, table and sinks, wired here by constructors as Terraform wires them
 * on AWS, and a scorekeeper that watches from outside.
 */
final class LocalPipeline implements AutoCloseable {

  private static final String CONSUMER = "iot-consumer";
  private static final String ALERT = "iot-alert";
  private static final int MEMORY_MB = 1024;
  private static final int CONCURRENCY = 100;

  /** The endpoint answers within a millisecond; more would crowd the consumer off two cores. */
  private static final int PRODUCER_THREADS = 8;

  /** Each waits for sinks in this process; more would only take the cores from the others. */
  private static final int ALERT_THREADS = 4;

  private static final String TOPIC_ARN =
      "arn:aws:sns:" + LocalStream.REGION + ":" + LocalStream.ACCOUNT + ":iot-alerts";

  /**
   * What can be chosen.
   *
   * @param streamName the stream's name
   * @param shards how many shards it has
   * @param kinesisPort where the Kinesis endpoint listens; 0 for any free port
   * @param tableName the table for readings
   */
  record Options(String streamName, int shards, int kinesisPort, String tableName) {}

  /** In the order in which they were opened; closed from the end. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** The sequence numbers of what the mapping gave up; the records themselves need not be kept. */
  private final Set<String> putAside = ConcurrentHashMap.newKeySet();

  private final Scorekeeper scorekeeper;
  private final ReadingsTable table;
  private final LocalStream stream;
  private final KinesisEndpoint endpoint;
  private final LocalTopic topic;
  private final LocalMetrics metrics;
  private final AsyncInvocations asyncInvocations;
  private final EventSourceMapping mapping;

  /**
   * Starts everything; what was started by then is closed if something does not start.
   *
   * @param dynamoDb where DynamoDB answers
   * @param notifications is told of each message that the topic takes
   * @param functionLog takes what the functions log
   * @throws dev.iotpipeline.local.kinesis.PortUnavailableException if the port is taken
   */
  LocalPipeline(
      URI dynamoDb,
      Options options,
      PipelineSettings settings,
      Consumer<Notification> notifications,
      EventLog functionLog) {
    Clock clock = Clock.systemUTC();
    try {
      scorekeeper = new Scorekeeper(new AnomalyDetector(settings.thresholds()), clock.instant());
      stream =
          new LocalStream(options.streamName(), options.shards(), clock, scorekeeper::accepted);
      endpoint = open(new KinesisEndpoint(stream, options.kinesisPort(), clock, functionLog));
      String tableName = options.tableName();
      table = open(new ReadingsTable(dynamoDb, tableName, new StoredItems(tableName, scorekeeper)));
      table.createIfMissing();
      topic =
          new LocalTopic(TOPIC_ARN, clock, notification -> notified(notification, notifications));
      metrics = new LocalMetrics(clock);
      asyncInvocations = open(asyncInvocations(settings, functionLog, clock));
      mapping = open(mapping(settings, functionLog, clock));
      asyncInvocations.start(ALERT_THREADS);
      mapping.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void notified(Notification notification, Consumer<Notification> others) {
    scorekeeper.notified(notification);
    others.accept(notification);
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  private AsyncInvocations asyncInvocations(
      PipelineSettings settings, EventLog functionLog, Clock clock) {
    AlertHandler handler =
        new AlertHandler(
            new AlertSettings(TOPIC_ARN, settings.thresholds()), topic, metrics, functionLog);
    HandlerFunction alert =
        open(
            HandlerFunction.ofStream(
                new FunctionSettings(ALERT, settings.alertTimeout(), MEMORY_MB, CONCURRENCY),
                () -> handler,
                clock,
                contextLog(functionLog)));
    // A dead letter is in the log, and its alert is missed in the summary; nobody reads the queue.
    return new AsyncInvocations(
        List.of(alert), settings.async(), letter -> {}, clock, requestIds(), functionLog);
  }

  private EventSourceMapping mapping(PipelineSettings settings, EventLog functionLog, Clock clock) {
    KinesisConsumerHandler handler =
        new KinesisConsumerHandler(
            new ConsumerSettings(table.name(), ALERT, settings.thresholds(), Optional.empty()),
            table.client(),
            asyncInvocations,
            functionLog);
    HandlerFunction consumer =
        open(
            HandlerFunction.of(
                new FunctionSettings(CONSUMER, settings.consumerTimeout(), MEMORY_MB, CONCURRENCY),
                () -> handler,
                KinesisEvent.class,
                StreamsEventResponse.class,
                clock,
                contextLog(functionLog)));
    return new EventSourceMapping(
        stream,
        consumer,
        settings.mapping(),
        this::putAside,
        RetryBackoff.DEFAULT,
        clock,
        requestIds(),
        functionLog);
  }

  private static Supplier<String> requestIds() {
    return () -> UUID.randomUUID().toString();
  }

  private static Consumer<String> contextLog(EventLog functionLog) {
    return line -> functionLog.info("function_log", "message", line);
  }

  /** Where a Kinesis producer reaches the stream. */
  URI kinesisUri() {
    return endpoint.uri();
  }

  /**
   * A fleet that publishes into the stream by way of the endpoint, as one elsewhere would.
   *
   * @param others are told of each message as well
   */
  Simulation simulation(FleetPlan plan, List<SimulationListener> others) {
    List<SimulationListener> listeners = new ArrayList<>(others);
    listeners.add(groundTruth());
    KinesisClient client = open(KinesisClients.create(endpoint.uri()));
    return new Simulation(plan, stream.name(), client, listeners, PRODUCER_THREADS);
  }

  private SimulationListener groundTruth() {
    return new SimulationListener() {
      @Override
      public void publishing(DeviceMessage message) {
        message.reading().ifPresent(scorekeeper::publishing);
      }

      @Override
      public void published(PublishedMessage published) {
        published.message().reading().ifPresent(scorekeeper::published);
      }
    };
  }

  /** The stream takes no more, so that what has to be handled is settled. */
  void stopTaking() {
    endpoint.close();
  }

  /** Waits until all that the stream has taken is handled; returns whether it was in time. */
  boolean drain(Duration limit) throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    return mapping.awaitIdle(limit)
        && asyncInvocations.awaitIdle(Duration.between(Instant.now(), deadline));
  }

  /** What is in the table. */
  Iterable<Map<String, AttributeValue>> items() {
    return table.items();
  }

  /** Removes the table and all that is in it. */
  void deleteTable() {
    table.delete();
  }

  LiveCounts counts() {
    return scorekeeper.counts();
  }

  /** The comparison of what is in the table and in the sinks with what should be there. */
  RunSummary summary() {
    return scorekeeper.summarise(
        table.items(),
        putAside,
        topic.notifications(),
        Math.round(metrics.sum("IoTPipeline/Alerts", "AnomalyCount")),
        mapping.counts().failedBatches());
  }

  private void putAside(DiscardedBatch batch) {
    batch.records().forEach(record -> putAside.add(record.sequenceNumber()));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      closeQuietly(opened.pop());
    }
  }

  /** One part that does not close must not keep the others open. */
  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("could not close " + part.getClass().getSimpleName() + ": " + e);
    }
  }
}
