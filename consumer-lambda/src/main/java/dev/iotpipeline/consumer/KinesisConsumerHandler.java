package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.aws.function.FunctionAws;
import dev.iotpipeline.consumer.ConsumerSettings.Shadows;
import dev.iotpipeline.consumer.RejectedRecords.Quarantine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The function as Lambda calls it: takes a batch of a Kinesis shard, returns the records that have
 * to come again.
 *
 * <p>Its event source mapping has to be set to {@code ReportBatchItemFailures}. Without that,
 * Lambda takes every answer as a success, and the failed records are lost.
 */
public final class KinesisConsumerHandler
    implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  private final BatchProcessor processor;
  private final EventLog log;
  private final Clock clock;

  /**
   * The constructor that Lambda calls: settings and clients from the environment.
   *
   * @throws InvalidSettingException if a setting is missing or makes no sense
   */
  public KinesisConsumerHandler() {
    this(ConsumerSettings.from(Environment.ofProcess()), new FunctionAws(Environment.ofProcess()));
  }

  private KinesisConsumerHandler(ConsumerSettings settings, FunctionAws aws) {
    this(settings, AwsClients.of(aws), aws);
  }

  private KinesisConsumerHandler(ConsumerSettings settings, AwsClients clients, FunctionAws aws) {
    this(settings, clients.dynamoDb(), clients.lambda(), EventLog.toStandardOutput());
    aws.primeBeforeSnapshot(log, new BatchRehearsal(settings, clients));
  }

  /**
   * A handler with settings, clients and log given. The caller closes the clients. They should not
   * retry, since the handler does.
   */
  public KinesisConsumerHandler(
      ConsumerSettings settings, DynamoDbClient dynamoDb, LambdaClient lambda, EventLog log) {
    this(settings, dynamoDb, lambda, log, TimeAndChance.ofSystem());
  }

  /**
   * A handler with time and chance given as well, for callers whose clock is not the system's.
   *
   * @param time tells how much time the invocation has left, and how long to wait before a retry
   */
  public KinesisConsumerHandler(
      ConsumerSettings settings,
      DynamoDbClient dynamoDb,
      LambdaClient lambda,
      EventLog log,
      TimeAndChance time) {
    Workers workers = new Workers("consumer");
    Retries retries = time.retries();
    this.processor =
        new BatchProcessor(
            new RejectedRecords(
                settings.quarantine() == null
                    ? Quarantine.NONE
                    : quarantine(settings.quarantine(), dynamoDb, workers, retries)),
            new TableWriter<>(
                dynamoDb,
                settings.tableName(),
                new ReadingItem(settings.retention()),
                workers,
                retries),
            alerting(
                settings,
                dynamoDb,
                new AlertFunction(lambda, settings.alertFunctionName(), workers, retries),
                workers,
                time));
    this.log = log;
    this.clock = time.clock();
  }

  private static Alerting alerting(
      ConsumerSettings settings,
      DynamoDbClient dynamoDb,
      AlertFunction alertFunction,
      Workers workers,
      TimeAndChance time) {
    Shadows shadows = settings.shadows();
    if (shadows == null) {
      return new ThresholdAlerting(settings.thresholds(), alertFunction);
    }
    Retries retries = time.retries();
    DeviceThresholds thresholds =
        shadows.thresholdsTable() == null
            ? DeviceThresholds.ofFleet(settings.thresholds())
            : new ThresholdTable(
                dynamoDb, shadows.thresholdsTable(), settings.thresholds(), retries, time.clock());
    return new ShadowAlerting(
        new ShadowTable(
            dynamoDb,
            shadows.tableName(),
            new ShadowItem(new SilenceSlots(shadows.silence())),
            workers,
            retries),
        thresholds,
        shadows.lifeCycle(),
        new AlertRequests(shadows.lifeCycle(), shadows.digest(), thresholds, alertFunction),
        workers);
  }

  private static Quarantine quarantine(
      ConsumerSettings.Quarantine settings,
      DynamoDbClient dynamoDb,
      Workers workers,
      Retries retries) {
    QuarantineItem item = new QuarantineItem(settings.retention());
    return new TableWriter<>(dynamoDb, settings.tableName(), item, workers, retries)::write;
  }

  /**
   * Handles one batch.
   *
   * @return the records that failed, in stream order; none if all is well
   */
  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    return handle(event, Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  StreamsEventResponse handle(KinesisEvent event, Duration left) {
    Instant start = clock.instant();
    TimeBudget time = TimeBudget.of(left, clock);
    BatchLog batchLog = new BatchLog(log);
    List<ShardRecord> records = ShardRecords.of(event);
    BatchOutcome outcome = processor.process(records, time, batchLog);
    batchLog.close();
    outcome
        .summarise(log.info("batch_processed"))
        .with("milliseconds", Duration.between(start, clock.instant()).toMillis())
        .write();
    return new StreamsEventResponse(outcome.failed().stream().map(BatchItemFailure::new).toList());
  }
}
