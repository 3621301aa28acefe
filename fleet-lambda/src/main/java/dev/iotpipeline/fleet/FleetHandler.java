package dev.iotpipeline.fleet;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.aws.function.FunctionAws;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The function as Lambda calls it: counts the records of a window, batch by batch, and keeps the
 * result when the window ends.
 *
 * <p>What it answers depends on the state and the records of the event alone, so a call that is
 * repeated counts nothing twice. No record fails: one that holds no reading is counted as rejected.
 * The call that ends a window fails as a whole if the result cannot be kept, and Lambda repeats it
 * with the same state.
 */
public final class FleetHandler
    implements RequestHandler<KinesisTimeWindowEvent, TimeWindowEventResponse> {

  private final FleetSettings settings;
  private final AnomalyDetector detector;
  private final WindowResults results;
  private final EventLog log;
  private final Clock clock;

  /**
   * The constructor that Lambda calls: settings and clients from the environment.
   *
   * @throws InvalidSettingException if a setting is missing or makes no sense
   */
  public FleetHandler() {
    this(FleetSettings.from(Environment.ofProcess()), new FunctionAws(Environment.ofProcess()));
  }

  private FleetHandler(FleetSettings settings, FunctionAws aws) {
    this(settings, Clients.of(aws), aws);
  }

  private FleetHandler(FleetSettings settings, Clients clients, FunctionAws aws) {
    this(
        settings,
        clients.dynamoDb(),
        clients.cloudWatch(),
        EventLog.toStandardOutput(),
        TimeAndChance.ofSystem());
    aws.primeBeforeSnapshot(log, new WindowRehearsal(settings, clients));
  }

  /**
   * A handler with its collaborators given. The clients stay the caller's to close, and should not
   * retry by themselves: the handler does.
   */
  public FleetHandler(
      FleetSettings settings,
      DynamoDbClient dynamoDb,
      CloudWatchClient cloudWatch,
      EventLog log,
      TimeAndChance time) {
    this.settings = settings;
    this.detector = new AnomalyDetector(settings.thresholds());
    this.results =
        new WindowResults(
            dynamoDb,
            settings.tableName(),
            new FleetMetrics(cloudWatch, settings.metricNamespace()),
            time);
    this.log = log;
    this.clock = time.clock();
  }

  /**
   * Handles one batch of a window.
   *
   * @return the state with the batch in it; no record is reported as failed
   * @throws IllegalArgumentException if the event has no window
   * @throws software.amazon.awssdk.core.exception.SdkException if the window ends and its result
   *     could not be kept
   */
  @Override
  public TimeWindowEventResponse handleRequest(KinesisTimeWindowEvent event, Context context) {
    return handle(event, Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  TimeWindowEventResponse handle(KinesisTimeWindowEvent event, Duration left) {
    // The last fifth is for calls to end, for the log and for the answer.
    Deadline deadline =
        new Deadline(clock, clock.instant().plus(left.multipliedBy(4).dividedBy(5)));
    TimeWindow window = TimeWindow.of(event.getWindow());
    WindowPart part = WindowPart.of(event.getState()).orElseGet(() -> beginAgain(event));
    for (KinesisEventRecord record :
        Objects.requireNonNullElse(event.getRecords(), List.<KinesisEventRecord>of())) {
      count(record, window, part);
    }
    boolean cutShort = Boolean.TRUE.equals(event.getIsWindowTerminatedEarly());
    if ((cutShort || Boolean.TRUE.equals(event.getIsFinalInvokeForWindow()))
        && !part.statistics().isEmpty()) {
      keep(window, Objects.requireNonNullElse(event.getShardId(), ""), cutShort, part, deadline);
    }
    return new TimeWindowEventResponse(part.state(), List.of());
  }

  /** Better a window that is marked as incomplete than a shard that waits for a state to heal. */
  private WindowPart beginAgain(KinesisTimeWindowEvent event) {
    log.error("state_unreadable")
        .with("shard_id", String.valueOf(event.getShardId()))
        .with("window_start", event.getWindow().getStart())
        .with("state_version", String.valueOf(event.getState().get("version")))
        .write();
    return WindowPart.beginAgain();
  }

  private void count(KinesisEventRecord delivered, TimeWindow window, WindowPart part) {
    Record record = Objects.requireNonNullElseGet(delivered.getKinesis(), Record::new);
    if (!part.isNew(Objects.requireNonNullElse(record.getSequenceNumber(), ""))) {
      return;
    }
    try {
      Reading reading = ReadingJson.parse(bytes(record.getData()));
      part.statistics()
          .add(reading, !detector.detect(reading).isEmpty(), window.isLate(reading.timestamp()));
    } catch (RejectedReadingException e) {
      part.statistics().addRejected();
    }
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data == null ? 0 : data.remaining()];
    if (data != null) {
      data.duplicate().get(bytes);
    }
    return bytes;
  }

  private void keep(
      TimeWindow window, String shardId, boolean cutShort, WindowPart part, Deadline deadline) {
    FleetStatistics statistics = part.statistics();
    WindowResults.Outcome outcome =
        results.keep(
            StatisticsItem.item(window, shardId, cutShort, part, settings.retention()),
            statistics,
            window.end(),
            deadline);
    EventLog.Line line = cutShort ? log.warn("window_cut_short") : log.info("window_kept");
    line.with("window_start", window.start().toString())
        .with("shard_id", shardId)
        .with("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .with("readings", statistics.readings())
        .with("rejected", statistics.rejected())
        .with("late", statistics.late())
        .with("devices", statistics.devices())
        .write();
  }
}
