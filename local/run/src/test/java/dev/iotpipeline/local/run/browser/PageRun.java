package dev.iotpipeline.local.run.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.Environment;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.assembly.PipelineOptions;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.faults.DatabaseFaults;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.page.Controls;
import dev.iotpipeline.local.run.page.Page;
import dev.iotpipeline.local.run.page.RunFacts;
import dev.iotpipeline.local.run.page.Watch;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hand;
import dev.iotpipeline.simulator.KinesisClients;
import dev.iotpipeline.simulator.Simulation;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A run with its page, put together as the command does it, and open for a look into its tables and
 * its topic. The simulator publishes from the start.
 */
final class PageRun implements AutoCloseable {

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Queue<Notification> notifications = new ConcurrentLinkedQueue<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final DatabaseOutage outage;
  private final LocalPipeline pipeline;
  private final Page page;
  private final Simulation simulation;
  private final Thread producer;
  final Controls controls;
  final Tables tables;

  /**
   * @param handClock tells how long a device has been heated
   */
  PageRun(
      DynamoDbLocalProcess dynamoDb, PipelineSettings settings, FleetPlan plan, Clock handClock) {
    Clock clock = Clock.systemUTC();
    PipelineTables.Names names =
        PipelineTables.Names.DEFAULT.with("-page-" + RUNS.incrementAndGet());
    outage = new DatabaseOutage(dynamoDb, false, log::add);
    DatabaseFaults faults = new DatabaseFaults(FaultPlan.NONE, outage);
    Hand hand = new Hand(handClock);
    controls = new Controls(hand, faults, outage, dynamoDb.uri(), ResourceNames.STREAM);
    Watch watch = new Watch(new RunFacts(plan, settings, null), names);
    pipeline =
        new LocalPipeline(
            dynamoDb.uri(),
            new PipelineOptions(ResourceNames.STREAM, 1, 0, names),
            settings,
            Environment.real(
                    faults,
                    notification -> notified(notification, watch),
                    new EventLog(log::add, clock))
                .with(watch.tables()));
    pipeline.start();
    page = new Page(0, pipeline, watch, controls, clock);
    tables = new Tables(dynamoDb.uri(), names);
    simulation = pipeline.simulation(plan, List.of(), hand);
    producer = new Thread(simulation::run, "test-producer");
    producer.start();
  }

  /** One after the other, so that the test and the page have the same order. */
  private synchronized void notified(Notification notification, Watch watch) {
    notifications.add(notification);
    watch.notified(notification);
  }

  /** Where a browser finds the page. */
  String url() {
    return page.uri().toString();
  }

  /** Any other producer puts a record. */
  void put(String payload) {
    try (KinesisClient client = KinesisClients.create(pipeline.kinesisUri())) {
      client.putRecord(
          put ->
              put.streamName(ResourceNames.STREAM)
                  .partitionKey("other")
                  .data(SdkBytes.fromUtf8String(payload)));
    }
  }

  /** Ends the run as Ctrl-C does, and shows its verdict. */
  RunSummary end() throws InterruptedException {
    simulation.stop();
    producer.join();
    page.producersEnded();
    outage.awaitEnd();
    pipeline.stopTaking();
    assertThat(pipeline.drain(LIMIT)).as("%s", log).isTrue();
    RunSummary summary = pipeline.summary();
    page.ended(summary);
    return summary;
  }

  /** What the topic took, in its order. */
  List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  /** How many alerts and notices of breaches are in what the topic took. */
  long alertsSent() {
    return notifications.stream().mapToLong(PageRun::alerts).sum();
  }

  private static long alerts(Notification notification) {
    try {
      int notices = JSON.readTree(notification.text()).path("notices").size();
      return Math.max(1, notices);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    simulation.stop();
    page.close();
    outage.close();
    tables.close();
    pipeline.tables().delete();
    pipeline.close();
  }
}
