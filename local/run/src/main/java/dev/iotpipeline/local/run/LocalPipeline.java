package dev.iotpipeline.local.run;

import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.AsyncInvocations;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvokeApi;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch;
import dev.iotpipeline.local.aws.lambda.mapping.EventSourceMapping;
import dev.iotpipeline.local.aws.lambda.mapping.MappingCounts;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.aws.sqs.LocalQueue;
import dev.iotpipeline.local.aws.sqs.QueueApi;
import dev.iotpipeline.local.run.faults.FaultInjector;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.Evidence;
import dev.iotpipeline.local.run.verdict.GroundTruth;
import dev.iotpipeline.local.run.verdict.InDoubt;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.verdict.Scorekeeper;
import dev.iotpipeline.local.run.verdict.StoredItems;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.SimulationListener;
import dev.iotpipeline.telemetry.AnomalyDetector;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Stream, mapping, functions, table and sinks, wired here by constructors as Terraform wires them
 * on AWS, and a scorekeeper that watches from outside.
 */
final class LocalPipeline implements AutoCloseable {

  /** The endpoint answers within a millisecond; more would crowd the consumer off two cores. */
  private static final int PRODUCER_THREADS = 8;

  /** Each waits for sinks in this process; more would only take the cores from the others. */
  private static final int ALERT_THREADS = 4;

  private static final String METRIC_NAMESPACE = "IoTPipeline/Alerts";
  private static final String METRIC = "AnomalyCount";

  /**
   * What can be chosen.
   *
   * @param streamName the stream's name
   * @param shards how many shards it has
   * @param kinesisPort where the Kinesis endpoint listens; 0 for any free port
   * @param tables what the tables are called
   */
  record Options(String streamName, int shards, int kinesisPort, PipelineTables.Names tables) {}

  /** In the order in which they were opened; closed from the end. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final Environment environment;
  private final PipelineSettings settings;
  private final FaultInjector faults;
  private final Scorekeeper scorekeeper;
  private final PipelineTables tables;
  private final PipelineFunctions functions;
  private final LocalStream stream;
  private final LocalTopic topic;
  private final LocalMetrics metrics;
  private final LocalQueue failedBatches;
  private final LocalQueue failedAlerts;
  private final AsyncInvocations asyncInvocations;
  private final EventSourceMapping mapping;
  private final int kinesisPort;
  private @Nullable KinesisEndpoint endpoint;

  /**
   * Makes everything ready; what was made ready by then is closed if something fails. {@link
   * #start}, or {@link #openEndpoint} and {@link #step}, have to follow.
   *
   * @param dynamoDb where DynamoDB answers
   */
  LocalPipeline(URI dynamoDb, Options options, PipelineSettings settings, Environment environment) {
    this.environment = environment;
    this.settings = settings;
    this.kinesisPort = options.kinesisPort();
    this.faults = new FaultInjector(environment.faults(), options.tables().rejected());
    Clock clock = environment.clock();
    try {
      scorekeeper = new Scorekeeper(new AnomalyDetector(settings.thresholds()), clock.instant());
      stream =
          new LocalStream(options.streamName(), options.shards(), clock, scorekeeper::accepted);
      tables =
          open(
              new PipelineTables(
                  dynamoDb,
                  options.tables(),
                  new StoredItems(options.tables().readings(), scorekeeper)));
      tables.createIfMissing();
      tables.alerts().forEach(scorekeeper::alertedEarlier);
      functions = new PipelineFunctions(settings, environment, tables, faults);
      topic = new LocalTopic(PipelineFunctions.TOPIC_ARN, clock, this::notified);
      metrics = new LocalMetrics();
      failedBatches = new LocalQueue("iot-failed-batches", clock);
      failedAlerts = new LocalQueue("iot-failed-alerts", clock);
      asyncInvocations = open(asyncInvocations());
      mapping = open(mapping());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Goes to work, on threads of its own. The endpoint opens last: whoever reaches it finds the
   * tables, and is served at once.
   *
   * @throws dev.iotpipeline.local.aws.kinesis.PortUnavailableException if the port is taken
   */
  void start() {
    asyncInvocations.start(ALERT_THREADS);
    mapping.start();
    openEndpoint();
  }

  /** From now on producers and other clients are answered. */
  void openEndpoint() {
    KinesisEndpoint opening =
        open(new KinesisEndpoint(stream, kinesisPort, environment.clock(), environment.log()));
    opening.add(new QueueApi(List.of(failedBatches, failedAlerts)));
    opening.add(new InvokeApi(asyncInvocations));
    endpoint = opening;
  }

  private KinesisEndpoint openEndpointOrFail() {
    return Objects.requireNonNull(endpoint, "the endpoint is not open yet");
  }

  /**
   * Does all that is due now, for a caller who drives the pipeline instead of {@link #start}.
   *
   * @return how long there is nothing to do; empty if there will be no more
   */
  Optional<Duration> step() {
    Duration pause = mapping.step();
    asyncInvocations.runDue();
    if (!mapping.isIdle()) {
      Duration alerts = asyncInvocations.untilNextDue().orElse(pause);
      return Optional.of(pause.compareTo(alerts) < 0 ? pause : alerts);
    }
    return asyncInvocations.untilNextDue();
  }

  private void notified(Notification notification) {
    scorekeeper.notified(notification);
    environment.notifications().accept(notification);
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  private AsyncInvocations asyncInvocations() {
    HandlerFunction alert = open(functions.alert(topic, metrics));
    return new AsyncInvocations(
        List.of(alert),
        settings.async(),
        letter -> failedAlerts.send(letter.body(), letter.attributes()),
        environment.clock(),
        requestIds(),
        environment.log());
  }

  private EventSourceMapping mapping() {
    HandlerFunction consumer = open(functions.consumer(asyncInvocations));
    return new EventSourceMapping(
        stream,
        consumer,
        settings.mapping(),
        this::giveUp,
        RetryBackoff.DEFAULT,
        environment.clock(),
        requestIds(),
        environment.log());
  }

  private void giveUp(DiscardedBatch batch) {
    batch.records().forEach(scorekeeper::givenUp);
    failedBatches.send(batch.toJson(), Map.of());
  }

  private static Supplier<String> requestIds() {
    return () -> UUID.randomUUID().toString();
  }

  /** Where a Kinesis producer reaches the stream. */
  URI kinesisUri() {
    return openEndpointOrFail().uri();
  }

  /**
   * A fleet that publishes into the stream by way of the endpoint, as one elsewhere would.
   *
   * @param others are told of each message as well
   */
  Simulation simulation(FleetPlan plan, List<SimulationListener> others) {
    List<SimulationListener> listeners = new ArrayList<>(others);
    listeners.add(new GroundTruth(scorekeeper));
    KinesisClient client = open(KinesisClients.create(kinesisUri()));
    return new Simulation(plan, stream.name(), client, listeners, PRODUCER_THREADS);
  }

  /** The stream takes no more, so that what has to be handled is settled. */
  void stopTaking() {
    openEndpointOrFail().close();
  }

  /** Waits until all that the stream has taken is handled; returns whether it was in time. */
  boolean drain(Duration limit) throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    return mapping.awaitIdle(limit)
        && asyncInvocations.awaitIdle(Duration.between(Instant.now(), deadline));
  }

  /** What was written. */
  PipelineTables tables() {
    return tables;
  }

  LiveCounts counts() {
    return scorekeeper.counts();
  }

  /** Alerts that wait for their turn or for another try. */
  int alertsToRetry() {
    return asyncInvocations.pending();
  }

  /** How long until the first of them is tried; empty if none waits. */
  Optional<Duration> untilNextAlert() {
    return asyncInvocations.untilNextDue();
  }

  /** What the mapping has done so far. */
  MappingCounts mappingCounts() {
    return mapping.counts();
  }

  /** The comparison of what is in the tables and in the sinks with what should be there. */
  RunSummary summary() {
    return scorekeeper.summarise(
        new Evidence(
            tables.readings(),
            tables.rejected(),
            topic.notifications(),
            metrics.values(METRIC_NAMESPACE, METRIC),
            Math.round(metrics.sum(METRIC_NAMESPACE, METRIC)),
            mapping.counts().failedBatches(),
            new DeadLetters(failedBatches.size(), failedAlerts.size()),
            faults.counts(),
            new InDoubt(faults.notificationsInDoubt(), faults.countsInDoubt())));
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
