package dev.iotpipeline.alert;

import static org.mockito.Mockito.mock;

import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The alert function between a payload and its services, which a test watches and disturbs. */
final class AlertFunction {

  static final String TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:iot-alerts";
  static final Instant MEASURED = Instant.parse("2026-11-23T10:15:30.123456Z");
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  final FakeClock clock = new FakeClock(MEASURED.plusSeconds(1));

  /** What the topic accepted. */
  final List<Notification> published = new ArrayList<>();

  private final LocalMetrics metrics = new LocalMetrics();
  final FaultyClient<SnsClient> sns =
      new FaultyClient<>(SnsClient.class, new LocalTopic(TOPIC_ARN, clock, published::add));
  final FaultyClient<CloudWatchClient> cloudWatch =
      new FaultyClient<>(CloudWatchClient.class, metrics);
  final FaultyClient<DynamoDbClient> dynamoDb;
  final List<String> logLines;
  private final AlertSettings settings;
  private final Instance instance;

  /** Without a ledger. */
  AlertFunction() {
    this((Ledger) null, mock(DynamoDbClient.class));
  }

  /**
   * @param ledger null for none
   * @param dynamoDb has the ledger's table
   */
  AlertFunction(Ledger ledger, DynamoDbClient dynamoDb) {
    this(new AlertSettings(TOPIC_ARN, Thresholds.DEFAULT, ledger), dynamoDb);
  }

  AlertFunction(AlertSettings settings, DynamoDbClient dynamoDb) {
    this.dynamoDb = new FaultyClient<>(DynamoDbClient.class, dynamoDb);
    this.settings = settings;
    this.instance = new Instance();
    this.logLines = instance.logLines;
  }

  /** One of the function's instances: they share its services and not their memory. */
  final class Instance {

    final List<String> logLines = new ArrayList<>();
    private final AlertHandler handler =
        new AlertHandler(
            settings,
            sns.client(),
            cloudWatch.client(),
            dynamoDb.client(),
            new EventLog(logLines::add, clock),
            new TimeAndChance(clock, clock, () -> 0));

    String handle(byte[] payload) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      FakeContext context = new FakeContext(clock, TIMEOUT);
      try {
        handler.handleRequest(new ByteArrayInputStream(payload), output, context);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return output.toString(StandardCharsets.UTF_8);
    }

    String handle(Reading reading) {
      return handle(ReadingJson.write(reading));
    }
  }

  Instance anotherInstance() {
    return new Instance();
  }

  String handle(byte[] payload) {
    return instance.handle(payload);
  }

  String handle(Reading reading) {
    return instance.handle(reading);
  }

  /** The latest notification that the topic accepted. */
  Notification lastPublished() {
    return published.get(published.size() - 1);
  }

  /** How many metric values CloudWatch accepted. */
  long counted() {
    return metrics.values("IoTPipeline/Alerts", "AnomalyCount");
  }

  /** The latest call for a metric value, accepted or not. */
  PutMetricDataRequest lastMetricCall() {
    List<PutMetricDataRequest> calls = cloudWatch.requests(PutMetricDataRequest.class);
    return calls.get(calls.size() - 1);
  }

  static Reading reading(String deviceId, String temperature, String humidity) {
    return new Reading(
        deviceId,
        MEASURED,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1003.25"),
        "1.2.0");
  }
}
