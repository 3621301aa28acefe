package dev.iotpipeline.alert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The alert function: takes one reading that breached a threshold, tells people by way of SNS and
 * counts in CloudWatch.
 *
 * <p>If something cannot be done, the invocation fails. Lambda then retries it, and in the end
 * keeps it in the dead-letter queue.
 */
public final class AlertHandler implements RequestStreamHandler {

  /** The most that Lambda takes for an asynchronous invocation. */
  private static final int PAYLOAD_BYTES = 1024 * 1024;

  private final AnomalyDetector detector;
  private final AlertSender sender;
  private final EventLog log;
  private final Clock clock;

  /** For Lambda: settings from the environment, clients by the SDK's defaults. */
  public AlertHandler() {
    this(
        AlertSettings.from(Environment.ofProcess()),
        Clients.sns(),
        Clients.cloudWatch(),
        Clients.dynamoDb(),
        EventLog.toStandardOutput());
  }

  /**
   * A handler with its collaborators given.
   *
   * @param dynamoDb holds the ledger; is not called if the settings name none
   */
  public AlertHandler(
      AlertSettings settings,
      SnsClient sns,
      CloudWatchClient cloudWatch,
      DynamoDbClient dynamoDb,
      EventLog log) {
    this(settings, sns, cloudWatch, dynamoDb, log, TimeAndChance.ofSystem());
  }

  /**
   * A handler with time and chance given as well, for tests and the local run.
   *
   * @param time tells how much of the invocation is left, and paces what is tried again
   */
  public AlertHandler(
      AlertSettings settings,
      SnsClient sns,
      CloudWatchClient cloudWatch,
      DynamoDbClient dynamoDb,
      EventLog log,
      TimeAndChance time) {
    Retries retries = time.retries();
    this.detector = new AnomalyDetector(settings.thresholds());
    this.sender =
        new AlertSender(
            new Notifier(sns, settings.topicArn()),
            new AnomalyMetric(cloudWatch),
            settings.ledger() == null
                ? new LedgerInMemory()
                : new LedgerTable(
                    dynamoDb,
                    settings.ledger(),
                    retries,
                    time.clock(),
                    () -> UUID.randomUUID().toString()),
            retries,
            log);
    this.log = log;
    this.clock = time.clock();
  }

  /**
   * Handles one alert.
   *
   * @param input the UTF-8 JSON of a reading, with or without the consumer's {@code context}
   * @param output gets {@code {"anomalies":2,"notified":true}}: how many were found, and whether
   *     this invocation published a notification
   * @throws IllegalArgumentException if the input is no valid reading
   * @throws RuntimeException if the notification or the metric could not be sent
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    InvocationTime time =
        InvocationTime.of(Duration.ofMillis(context.getRemainingTimeInMillis()), clock);
    AlertRequest request = parse(input.readNBytes(PAYLOAD_BYTES + 1));
    List<Anomaly> anomalies = detector.detect(request.reading());
    boolean notified = !anomalies.isEmpty() && send(new Alert(request, anomalies), time);
    if (anomalies.isEmpty()) {
      // The consumer has seen a breach: its thresholds differ, or they were changed meanwhile.
      Alert.identify(log.warn("alert_without_anomaly"), request.reading().key()).write();
    }
    String answer = "{\"anomalies\":" + anomalies.size() + ",\"notified\":" + notified + "}";
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private boolean send(Alert alert, InvocationTime time) {
    Set<Step> sent = sender.send(alert, time);
    return sent.contains(Step.NOTIFICATION);
  }

  private AlertRequest parse(byte[] payload) {
    if (payload.length > PAYLOAD_BYTES) {
      log.error("alert_rejected").with("reason", "too_large").write();
      throw new IllegalArgumentException("the payload is larger than 1 MiB");
    }
    try {
      return AlertRequest.parse(payload);
    } catch (RejectedReadingException e) {
      Rejection rejection = e.rejection();
      log.error("alert_rejected")
          .with("reason", rejection.reason().code())
          .with("field", rejection.field())
          .with("detail", rejection.detail())
          .write();
      throw new IllegalArgumentException("the payload is no reading: " + rejection.detail(), e);
    }
  }
}
