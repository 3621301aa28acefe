package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.fleet.FleetWindow;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.AsyncInvocations;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvokeApi;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch;
import dev.iotpipeline.local.aws.lambda.mapping.EventSourceMapping;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.faults.FaultInjector;
import dev.iotpipeline.local.run.verdict.Evidence;
import dev.iotpipeline.local.run.verdict.GroundTruth;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.verdict.Scorekeeper;
import dev.iotpipeline.local.run.verdict.StoredItems;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hand;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.Simulation;
import dev.iotpipeline.simulator.SimulationListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Stream, mapping, functions, tables and sinks, put together as Terraform does it on AWS, and a
 * scorekeeper that watches from outside.
 */
public final class LocalPipeline implements AutoCloseable {

  /** The endpoint answers within a millisecond: more threads would take time from the consumer. */
  private static final int PRODUCER_THREADS = 8;

  /**
   * Many of them wait, and that must not hold up the others: a copy of an event for the claim of
   * the first, the leader of a digest until the digest is complete.
   */
  private static final int ALERT_THREADS = 32;

  private final OpenParts opened = new OpenParts();
  private final Trouble trouble = new Trouble();
  private final Environment environment;
  private final PipelineSettings settings;
  private final FaultInjector faults;
  private final Scorekeeper scorekeeper;
  private final PipelineTables tables;
  private final LocalStream stream;
  final LocalTopic topic;
  final LocalMetrics metrics;
  private final DeadLetterQueues deadLetters;
  final AsyncInvocations alerts;
  final EventSourceMapping mapping;
  final @Nullable FleetPart fleet;
  final @Nullable SilenceTimer silenceTimer;
  private final int kinesisPort;
  private @Nullable KinesisEndpoint endpoint;

  /**
   * Makes everything ready for {@link #start}. If something fails, what was opened is closed.
   *
   * @param dynamoDb where DynamoDB answers
   */
  public LocalPipeline(
      URI dynamoDb, PipelineOptions options, PipelineSettings settings, Environment environment) {
    this.environment = environment;
    this.settings = settings;
    this.kinesisPort = options.kinesisPort();
    Clock clock = environment.clock();
    try {
      scorekeeper = opened.add(new Scorekeeper(settings.rules(), PipelineOptions.notes(), trouble));
      faults = new FaultInjector(environment.faults(), options.tables().atCallSites(), scorekeeper);
      stream = new LocalStream(options.streamName(), options.shards(), clock, this::accepted);
      tables = opened.add(tables(dynamoDb, options.tables()));
      tables.createIfMissing();
      tables.tellWhatIsThere(scorekeeper, settings);
      topic = new LocalTopic(PipelineFunctions.TOPIC_ARN, clock, this::notified);
      metrics = new LocalMetrics();
      deadLetters = new DeadLetterQueues(clock);
      PipelineFunctions functions =
          new PipelineFunctions(settings, environment, tables, faults, scorekeeper);
      SnsClient toTopic = environment.passage().topic().apply(topic);
      CloudWatchClient toMetrics = environment.passage().metrics().apply(metrics);
      alerts = opened.add(alerts(opened.add(functions.alert(toTopic, toMetrics))));
      mapping = opened.add(mapping(opened.add(functions.consumer(alerts))));
      fleet =
          settings.fleetStatisticsEnabled() ? opened.add(fleet(functions.fleet(toMetrics))) : null;
      silenceTimer =
          settings.silence().isZero()
              ? null
              : opened.add(silenceTimer(opened.add(functions.silenceCheck(alerts))));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the threads, and last the endpoint: a producer that reaches it is served at once.
   *
   * @throws dev.iotpipeline.local.aws.kinesis.PortUnavailableException if the port is taken
   */
  public void start() {
    alerts.start(ALERT_THREADS, trouble);
    mapping.start(trouble);
    if (fleet != null) {
      fleet.start(trouble);
    }
    if (silenceTimer != null) {
      silenceTimer.start(trouble);
    }
    openEndpoint();
  }

  /** What to do if the run cannot go on; called on any thread, and perhaps more than once. */
  public void onFailure(Consumer<Throwable> action) {
    trouble.onFailure(action);
  }

  /** From now on producers and other clients are answered. */
  void openEndpoint() {
    endpoint =
        opened.add(
            new KinesisEndpoint(
                stream, kinesisPort, environment.clock(), environment.log(), trouble));
    endpoint.add(deadLetters.api());
    endpoint.add(new InvokeApi(alerts));
  }

  private void accepted(StreamRecord record) {
    scorekeeper.fleet().accepted(record, stream.shardOf(record.sequenceNumber()));
    scorekeeper.accepted(record);
  }

  private void notified(Notification notification) {
    scorekeeper.notified(notification);
    environment.notifications().accept(notification);
  }

  private PipelineTables tables(URI dynamoDb, PipelineTables.Names names) {
    List<ExecutionInterceptor> witnesses = new ArrayList<>(environment.witnesses());
    witnesses.add(new StoredItems(names.readings(), scorekeeper));
    return new PipelineTables(dynamoDb, names, witnesses.toArray(ExecutionInterceptor[]::new));
  }

  private AsyncInvocations alerts(HandlerFunction function) {
    return new AsyncInvocations(
        List.of(function),
        ResourceNames.LIVE_ALIAS,
        settings.async(),
        deadLetters::take,
        environment.clock(),
        Environment::requestId,
        environment.log());
  }

  private EventSourceMapping mapping(HandlerFunction consumer) {
    return new EventSourceMapping(
        stream,
        consumer,
        settings.mapping(),
        this::giveUp,
        RetryBackoff.DEFAULT,
        environment.clock(),
        Environment::requestId,
        environment.log());
  }

  private FleetPart fleet(HandlerFunction function) {
    return new FleetPart(stream, function, settings.fleetMapping(), environment);
  }

  private SilenceTimer silenceTimer(HandlerFunction check) {
    return new SilenceTimer(
        check, settings.silence(), scorekeeper::silenceChecked, environment.clock());
  }

  private void giveUp(DiscardedBatch batch) {
    batch.records().forEach(scorekeeper::givenUp);
    deadLetters.take(batch);
  }

  /** Where a Kinesis producer reaches the stream. */
  public URI kinesisUri() {
    return Objects.requireNonNull(endpoint, "the endpoint is not open yet").uri();
  }

  /** As the other, and nobody interferes. */
  public Simulation simulation(FleetPlan plan, List<SimulationListener> others) {
    return simulation(plan, others, new Hand(environment.clock()));
  }

  /**
   * A fleet that publishes through the endpoint, as any other producer does.
   *
   * @param others are told of each message as well
   * @param hand what somebody does to the devices
   */
  public Simulation simulation(FleetPlan plan, List<SimulationListener> others, Hand hand) {
    List<SimulationListener> listeners = new ArrayList<>(others);
    listeners.add(new GroundTruth(scorekeeper));
    KinesisClient client = opened.add(KinesisClients.create(kinesisUri()));
    return new Simulation(plan, stream.name(), client, listeners, PRODUCER_THREADS, hand);
  }

  /** Closes the endpoint: the stream takes no more records. */
  public void stopTaking() {
    if (endpoint != null) {
      endpoint.close();
    }
  }

  /** Waits until all that the stream has taken is handled; returns whether it was in time. */
  public boolean drain(Duration limit) throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    if (silenceTimer != null) {
      silenceTimer.stop();
    }
    return mapping.awaitIdle(limit)
        && alerts.awaitIdle(Duration.between(Instant.now(), deadline))
        && (fleet == null || fleet.awaitIdle(Duration.between(Instant.now(), deadline)));
  }

  /** What was written. */
  public PipelineTables tables() {
    return tables;
  }

  /** The fleet's statistics of the windows that begin then or later; none if nobody keeps any. */
  public List<FleetWindow> fleetWindows(Instant from) {
    return fleet == null ? List.of() : fleet.windows(tables, from);
  }

  public LiveCounts counts() {
    return scorekeeper.counts();
  }

  /** How many alerts, and notices of breaches, people had to be told so far. */
  public long alertsExpected() {
    return scorekeeper.alertsExpected();
  }

  /** What waits, what had to be tried again and what was given up. */
  public Backlog backlog() {
    return new Backlog(
        mapping.iteratorAge(),
        mapping.counts().failedBatches(),
        alerts.pending(),
        alerts.untilNextDue().orElse(Duration.ZERO),
        deadLetters.counts());
  }

  /** How long readings and alerts took that were done since the last call. */
  public RecentLatencies recentLatencies() {
    return scorekeeper.recentLatencies();
  }

  /** The comparison of what is in the tables and in the sinks with what should be there. */
  public RunSummary summary() {
    return scorekeeper.summarise(
        new Evidence(
            tables.contents(settings),
            environment.clock().instant(),
            stream::shardOf,
            topic.notifications(),
            metrics.totals(ResourceNames.METRIC_NAMESPACE),
            metrics.totals(ResourceNames.FLEET_NAMESPACE),
            mapping.counts().failedBatches(),
            deadLetters.counts(),
            faults.counts(),
            faults.inDoubt(settings.lifeCycle().isOn()),
            settings.quarantineEnabled(),
            settings.ledgerEnabled(),
            fleet == null ? null : fleet.check(scorekeeper.fleet(), tables, metrics, faults)));
  }

  @Override
  public void close() {
    opened.close();
  }
}
