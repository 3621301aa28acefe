package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hand;
import dev.iotpipeline.simulator.Simulation;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A running pipeline with its page, and a browser's requests to it. */
final class ServedRun implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  final LocalPipeline pipeline;
  final Page page;
  final Audience audience;
  final Queue<Notification> notifications = new ConcurrentLinkedQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<String> screen = new ConcurrentLinkedQueue<>();
  private final @Nullable FleetPlan plan;
  private final DatabaseOutage outage;
  private final Hand hand = new Hand(Clock.systemUTC());

  /**
   * @param plan of the simulated fleet; null for none
   */
  ServedRun(DynamoDbLocalProcess dynamoDb, @Nullable FleetPlan plan, Map<String, Object> settings) {
    this.plan = plan;
    this.outage = new DatabaseOutage(dynamoDb, false, screen::add);
    PipelineSettings loaded = PipelineSettings.load(settings);
    PipelineTables.Names names =
        PipelineTables.Names.DEFAULT.with("-page-" + RUNS.incrementAndGet());
    DatabaseFaults faults = new DatabaseFaults(FaultPlan.NONE, outage);
    Watch watch = new Watch(new RunFacts(plan, loaded, null), names);
    EventLog log = new EventLog(line -> {}, Clock.systemUTC());
    pipeline =
        new LocalPipeline(
            dynamoDb.uri(),
            new PipelineOptions(ResourceNames.STREAM, 1, 0, names),
            loaded,
            Environment.real(
                    faults,
                    notification -> {
                      notifications.add(notification);
                      watch.notified(notification);
                    },
                    log)
                .with(watch.tables()));
    pipeline.start();
    Controls controls = new Controls(hand, faults, outage, dynamoDb.uri(), ResourceNames.STREAM);
    page = new Page(0, pipeline, watch, controls, Clock.systemUTC());
    audience = new Audience(pipeline, controls, Clock.systemUTC());
    audience.add(page);
  }

  /** Publishes what the fleet sends. */
  void publish() {
    simulation().run();
  }

  /** What publishes, for a caller who does something meanwhile. */
  Simulation simulation() {
    return pipeline.simulation(plan, List.of(), hand);
  }

  /** Waits for all that is under way; returns the verdict, and tells it to the page. */
  RunSummary end() throws InterruptedException, IOException {
    audience.producersEnded();
    outage.awaitEnd();
    if (!pipeline.drain(LIMIT)) {
      throw new AssertionError("the run does not end");
    }
    RunSummary summary = pipeline.summary();
    audience.ended(summary, List.of());
    return summary;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(page.uri() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  JsonNode device(String id) throws IOException, InterruptedException {
    return json("/api/device?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
  }

  /** Asks for something to be done. */
  HttpResponse<String> hand(String body) throws IOException, InterruptedException {
    return send(
        request("/api/hand")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The events from now on. */
  PageEvents events() throws IOException, InterruptedException {
    return new PageEvents(http.send(request("/api/events").build(), BodyHandlers.ofLines()));
  }

  @Override
  public void close() {
    audience.close();
    page.close();
    outage.close();
    pipeline.tables().delete();
    pipeline.close();
  }
}
