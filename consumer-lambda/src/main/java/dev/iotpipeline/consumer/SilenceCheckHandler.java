package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.aws.function.FunctionAws;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The scheduled check for silent devices; what the schedule sends is not looked at. */
public final class SilenceCheckHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private final SilenceCheck check;
  private final EventLog log;
  private final Clock clock;

  /**
   * As Lambda makes it: settings from the environment, clients from the SDK's default chain.
   *
   * @throws InvalidSettingException if a setting is missing or makes no sense
   */
  public SilenceCheckHandler() {
    this(SilenceSettings.from(Environment.ofProcess()), new FunctionAws(Environment.ofProcess()));
  }

  private SilenceCheckHandler(SilenceSettings settings, FunctionAws aws) {
    this(settings, AwsClients.of(aws), aws);
  }

  private SilenceCheckHandler(SilenceSettings settings, AwsClients clients, FunctionAws aws) {
    this(
        settings,
        clients.dynamoDb(),
        clients.lambda(),
        EventLog.toStandardOutput(),
        TimeAndChance.ofSystem());
    aws.primeBeforeSnapshot(
        log,
        (nobody, time) -> {
          SilenceCheckHandler handler =
              new SilenceCheckHandler(settings, clients.dynamoDb(), clients.lambda(), nobody, time);
          return number -> handler.look(Duration.ofMinutes(1));
        });
  }

  /**
   * A check with its collaborators given. The clients stay the caller's to close, and should not
   * retry by themselves: the check does.
   */
  public SilenceCheckHandler(
      SilenceSettings settings,
      DynamoDbClient dynamoDb,
      LambdaClient lambda,
      EventLog log,
      TimeAndChance time) {
    Workers workers = new Workers("consumer");
    Retries retries = time.retries();
    SilenceSlots slots = new SilenceSlots(settings.silence());
    this.check =
        new SilenceCheck(
            new ShadowTable(
                dynamoDb, settings.shadowTableName(), new ShadowItem(slots), workers, retries),
            slots,
            new AlertFunction(lambda, settings.alertFunctionName(), workers, retries),
            workers);
    this.log = log;
    this.clock = time.clock();
  }

  /**
   * Looks once.
   *
   * @return {@code {"silent": 2}}: how many devices were found silent that were not known to be
   */
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    return look(Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  private Map<String, Object> look(Duration left) {
    TimeBudget time = TimeBudget.of(left, clock);
    BatchLog batchLog = new BatchLog(log);
    int silent = check.run(clock.instant(), time, batchLog);
    batchLog.close();
    log.info("silence_checked").with("silent", silent).write();
    return Map.of("silent", silent);
  }
}
