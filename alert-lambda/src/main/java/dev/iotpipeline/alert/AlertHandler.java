package dev.iotpipeline.alert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.aws.function.FunctionAws;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The alert function: takes readings that breached a threshold and notices of what became of
 * breaches, tells people by way of SNS and counts in CloudWatch.
 *
 * <p>If something cannot be done, the invocation fails. Lambda then retries it, and in the end
 * keeps it in the dead-letter queue.
 */
public final class AlertHandler implements RequestStreamHandler {

  /** The most that Lambda takes for an asynchronous invocation. */
  private static final int PAYLOAD_BYTES = 1024 * 1024;

  private final AnomalyDetector detector;
  private final AlertSender sender;
  private final AnomalyCounter counter;
  private final NoticeSender noticeSender;
  private final EventLog log;
  private final Clock clock;

  /** For Lambda: settings and clients from the environment. */
  public AlertHandler() {
    this(AlertSettings.from(Environment.ofProcess()), new FunctionAws(Environment.ofProcess()));
  }

  private AlertHandler(AlertSettings settings, FunctionAws aws) {
    this(settings, Clients.of(aws), aws);
  }

  private AlertHandler(AlertSettings settings, Clients clients, FunctionAws aws) {
    this(
        settings,
        clients.sns(),
        clients.cloudWatch(),
        clients.dynamoDb(),
        EventLog.toStandardOutput());
    aws.primeBeforeSnapshot(log, new AlertRehearsal(settings, clients));
  }

  /**
   * A handler with its collaborators given.
   *
   * @param dynamoDb holds the ledger and the notices; is not called if the settings name no table
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
    Workers workers = new Workers("alert");
    Supplier<String> claimIds = () -> UUID.randomUUID().toString();
    Notifier notifier = new Notifier(sns, settings.topicArn());
    AnomalyMetric metric = new AnomalyMetric(cloudWatch, settings.metricNamespace());
    AlertLedger ledger =
        settings.ledger() == null
            ? new LedgerInMemory()
            : new LedgerTable(dynamoDb, settings.ledger(), retries, time.clock(), claimIds);
    NoticePublisher publisher = new NoticePublisher(notifier, time.clock());
    this.detector = new AnomalyDetector(settings.thresholds());
    AlertClaims claims = new AlertClaims(ledger, retries, log);
    this.sender = new AlertSender(notifier, metric, claims, log);
    this.counter = new AnomalyCounter(metric, claims, workers, log);
    this.noticeSender =
        settings.notices() == null
            ? new UngatheredNotices(publisher, log)
            : new DigestSender(
                new NoticeTable(dynamoDb, settings.notices(), retries, workers, time.clock()),
                publisher,
                retries,
                time.sleeper(),
                claimIds,
                log);
    this.log = log;
    this.clock = time.clock();
  }

  /**
   * Handles a request, or many of them.
   *
   * @param input one alert request as UTF-8 JSON, or an array of them
   * @param output gets {@code {"anomalies":2,"notified":true}}: how many were found, and whether
   *     this invocation published a notification
   * @throws IllegalArgumentException if a request holds no valid reading; all others are handled
   * @throws RuntimeException if something could not be sent; all the rest is
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(input, output, Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  void handle(InputStream input, OutputStream output, Duration left) throws IOException {
    InvocationTime time = InvocationTime.of(left, clock);
    Failures failures = new Failures();
    List<AlertRequest> requests = parse(input.readNBytes(PAYLOAD_BYTES + 1), failures);
    Map<ReadingKey, Alert> counted = new LinkedHashMap<>();
    List<Alert> sent = new ArrayList<>();
    for (AlertRequest request : requests) {
      sort(request, counted, sent);
    }
    boolean notified = handle(requests, counted.values(), sent, failures, time);
    failures.throwIfAny("alerts failed");
    int anomalies =
        Stream.concat(counted.values().stream(), sent.stream())
            .mapToInt(alert -> alert.anomalies().size())
            .sum();
    String answer = "{\"anomalies\":" + anomalies + ",\"notified\":" + notified + "}";
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  /** A reading with notices is counted; one without is what people are told. */
  private void sort(AlertRequest request, Map<ReadingKey, Alert> counted, List<Alert> sent) {
    List<Anomaly> anomalies = anomalies(request);
    boolean hasNotices = hasNotices(request);
    if (!anomalies.isEmpty() && hasNotices) {
      counted.putIfAbsent(request.reading().key(), new Alert(request, anomalies));
    } else if (!anomalies.isEmpty()) {
      sent.add(new Alert(request, anomalies));
    } else if (DeviceNotice.of(request).isEmpty()) {
      // The consumer has seen a breach: its thresholds differ, or they were changed meanwhile.
      Alert.identify(log.warn("alert_without_anomaly"), request.reading().key()).write();
    }
  }

  private static boolean hasNotices(AlertRequest request) {
    return request.context() != null && request.context().notices() != null;
  }

  private List<Anomaly> anomalies(AlertRequest request) {
    Grounds grounds = request.context() == null ? null : request.context().grounds();
    if (grounds != null) {
      return AnomalyDetector.detect(request.reading(), grounds);
    }
    // Notices without grounds are about a reading that was judged before.
    return hasNotices(request) ? List.of() : detector.detect(request.reading());
  }

  /** The leader of a digest waits for others, so the rest is done between its begin and its end. */
  private boolean handle(
      List<AlertRequest> requests,
      Collection<Alert> counted,
      List<Alert> sent,
      Failures failures,
      InvocationTime time) {
    AtomicBoolean notified = new AtomicBoolean();
    NoticeSender.Pending notices = noticeSender.gather(requests, time);
    for (Alert alert : sent) {
      failures.collect(
          () -> {
            if (sender.send(alert, time).contains(Step.NOTIFICATION)) {
              notified.set(true);
            }
          });
    }
    failures.collect(() -> counter.count(counted, time));
    failures.collect(
        () -> {
          if (notices.publish()) {
            notified.set(true);
          }
        });
    return notified.get();
  }

  private List<AlertRequest> parse(byte[] payload, Failures failures) {
    if (payload.length > PAYLOAD_BYTES) {
      log.error("alert_rejected").with("reason", "too_large").write();
      throw new IllegalArgumentException("the payload is larger than 1 MiB");
    }
    return AlertRequest.parseAll(payload, rejected -> reject(rejected, failures));
  }

  private void reject(RejectedReadingException rejected, Failures failures) {
    Rejection rejection = rejected.rejection();
    log.error("alert_rejected")
        .with("reason", rejection.reason().code())
        .with("field", rejection.field())
        .with("detail", rejection.detail())
        .write();
    failures.add(
        new IllegalArgumentException("the payload is no reading: " + rejection.detail(), rejected));
  }
}
