package dev.iotpipeline.local.run.assembly;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import dev.iotpipeline.alert.AlertHandler;
import dev.iotpipeline.alert.AlertSettings;
import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.consumer.ConsumerSettings;
import dev.iotpipeline.consumer.ConsumerSettings.Quarantine;
import dev.iotpipeline.consumer.ConsumerSettings.Shadows;
import dev.iotpipeline.consumer.KinesisConsumerHandler;
import dev.iotpipeline.consumer.SilenceCheckHandler;
import dev.iotpipeline.consumer.SilenceSettings;
import dev.iotpipeline.fleet.FleetHandler;
import dev.iotpipeline.fleet.FleetSettings;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.FunctionSettings;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.run.faults.FaultInjector;
import dev.iotpipeline.local.run.verdict.Scorekeeper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The functions of the pipeline, with the clients and settings that they have on AWS. */
final class PipelineFunctions {

  static final String TOPIC_ARN =
      String.join(
          ":", "arn:aws:sns", LocalStream.REGION, LocalStream.ACCOUNT, ResourceNames.ALERT_TOPIC);

  /** As in Terraform. */
  private static final Duration SILENCE_CHECK_TIMEOUT = Duration.ofSeconds(60);

  /** As in Terraform. */
  private static final Duration FLEET_TIMEOUT = Duration.ofSeconds(60);

  private static final int MEMORY_MB = 1024;
  private static final int CONCURRENCY = 100;

  private final PipelineSettings settings;
  private final Environment environment;
  private final PipelineTables tables;
  private final FaultInjector faults;
  private final Scorekeeper scorekeeper;

  /**
   * @param faults stand between each instance of a function and its clients
   * @param scorekeeper is told of what the alert function counts
   */
  PipelineFunctions(
      PipelineSettings settings,
      Environment environment,
      PipelineTables tables,
      FaultInjector faults,
      Scorekeeper scorekeeper) {
    this.settings = settings;
    this.environment = environment;
    this.tables = tables;
    this.faults = faults;
    this.scorekeeper = scorekeeper;
  }

  HandlerFunction alert(SnsClient topic, CloudWatchClient metrics) {
    return HandlerFunction.ofStream(
        new FunctionSettings(
            ResourceNames.ALERT_FUNCTION, settings.alertTimeout(), MEMORY_MB, CONCURRENCY),
        () -> alertInstance(topic, metrics),
        environment.clock(),
        contextLog());
  }

  private RequestStreamHandler alertInstance(SnsClient topic, CloudWatchClient metrics) {
    FaultInjector.Instance instance = faults.newInstance();
    AlertSettings alertSettings =
        new AlertSettings(
            TOPIC_ARN,
            settings.thresholds(),
            settings.ledgerEnabled() ? new Ledger(tables.names().alerts(), null) : null,
            settings.shadowsEnabled() ? new Ledger(tables.names().notices(), null) : null);
    return instance.telling(
        new AlertHandler(
            alertSettings,
            instance.around(SnsClient.class, new WatchedTopic(topic, scorekeeper)),
            instance.around(
                CloudWatchClient.class,
                new WatchedMetrics(metrics, scorekeeper, instance::payload)),
            instance.around(DynamoDbClient.class, tables.client()),
            environment.log(),
            timeAndChance()));
  }

  HandlerFunction consumer(LambdaClient alerts) {
    return HandlerFunction.of(
        new FunctionSettings(
            ResourceNames.CONSUMER_FUNCTION, settings.consumerTimeout(), MEMORY_MB, CONCURRENCY),
        () -> consumerInstance(alerts),
        KinesisEvent.class,
        StreamsEventResponse.class,
        environment.clock(),
        contextLog());
  }

  private KinesisConsumerHandler consumerInstance(LambdaClient alerts) {
    FaultInjector.Instance instance = faults.newInstance();
    ConsumerSettings consumerSettings =
        new ConsumerSettings(
            tables.names().readings(),
            ResourceNames.ALERT_FUNCTION,
            settings.thresholds(),
            null,
            settings.quarantineEnabled() ? new Quarantine(tables.names().rejected(), null) : null,
            settings.shadowsEnabled() ? shadows() : null);
    return new KinesisConsumerHandler(
        consumerSettings,
        instance.around(DynamoDbClient.class, tables.client()),
        instance.around(LambdaClient.class, alerts),
        environment.log(),
        timeAndChance());
  }

  private Shadows shadows() {
    return new Shadows(
        tables.names().shadows(),
        settings.lifeCycle(),
        settings.silence(),
        Duration.ofSeconds(settings.digestInSeconds()),
        tables.names().thresholds());
  }

  /** The check for silent devices; the settings have to have a silence to look for. */
  HandlerFunction silenceCheck(LambdaClient alerts) {
    return HandlerFunction.ofStream(
        new FunctionSettings(
            ResourceNames.SILENCE_FUNCTION, SILENCE_CHECK_TIMEOUT, MEMORY_MB, CONCURRENCY),
        () -> silenceCheckInstance(alerts),
        environment.clock(),
        contextLog());
  }

  private RequestStreamHandler silenceCheckInstance(LambdaClient alerts) {
    FaultInjector.Instance instance = faults.newInstance();
    SilenceCheckHandler handler =
        new SilenceCheckHandler(
            new SilenceSettings(
                tables.names().shadows(), ResourceNames.ALERT_FUNCTION, settings.silence()),
            instance.around(DynamoDbClient.class, tables.client()),
            instance.around(LambdaClient.class, alerts),
            environment.log(),
            timeAndChance());
    // What it answers is of no use to a schedule.
    return (input, output, context) -> handler.handleRequest(Map.of(), context);
  }

  /** The fleet's statistics. */
  HandlerFunction fleet(CloudWatchClient metrics) {
    return HandlerFunction.of(
        new FunctionSettings(ResourceNames.FLEET_FUNCTION, FLEET_TIMEOUT, MEMORY_MB, CONCURRENCY),
        () -> fleetInstance(metrics),
        KinesisTimeWindowEvent.class,
        TimeWindowEventResponse.class,
        environment.clock(),
        contextLog());
  }

  private FleetHandler fleetInstance(CloudWatchClient metrics) {
    FaultInjector.Instance instance = faults.newInstance();
    return new FleetHandler(
        new FleetSettings(tables.names().fleetStatistics(), settings.thresholds(), null),
        instance.around(DynamoDbClient.class, tables.client()),
        instance.around(CloudWatchClient.class, metrics),
        environment.log(),
        timeAndChance());
  }

  private TimeAndChance timeAndChance() {
    return new TimeAndChance(
        environment.clock(), environment.sleeper(), () -> ThreadLocalRandom.current().nextDouble());
  }

  private Consumer<String> contextLog() {
    return line -> environment.log().info("function_log").with("message", line).write();
  }
}
