package dev.iotpipeline.alert;

import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;

/** The function with its tables in DynamoDB Local, a topic and metrics, all of which can fail. */
final class NoticeFunction {

  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern NAMED =
      Pattern.compile("\"device_id\":\"([^\"]*)\",\"anomaly\":\"[^\"]*\",\"kind\":\"([^\"]*)\"");

  final FakeClock clock = new FakeClock(Instant.parse("2026-11-25T13:05:01.25Z"));
  final List<Notification> notifications = new CopyOnWriteArrayList<>();
  final List<String> logLines = new CopyOnWriteArrayList<>();
  final LocalMetrics metrics = new LocalMetrics();
  final FaultyClient<SnsClient> sns =
      new FaultyClient<>(
          SnsClient.class, new LocalTopic(AlertFunction.TOPIC_ARN, clock, notifications::add));
  final FaultyClient<CloudWatchClient> cloudWatch =
      new FaultyClient<>(CloudWatchClient.class, metrics);
  final FaultyClient<DynamoDbClient> dynamoDb;
  final String alertsTable;
  final String noticesTable;
  private final DynamoDbTables tables;

  NoticeFunction(DynamoDbTables tables) {
    this.tables = tables;
    this.dynamoDb = new FaultyClient<>(DynamoDbClient.class, tables.client());
    this.alertsTable = tables.create("device_id", "timestamp");
    this.noticesTable = tables.create("digest", "entry");
  }

  /** A new instance, which remembers nothing of any other. */
  AlertHandler instance() {
    return instance(new Ledger(noticesTable, Duration.ofDays(30)));
  }

  AlertHandler instance(Ledger notices) {
    return new AlertHandler(
        new AlertSettings(
            AlertFunction.TOPIC_ARN,
            Thresholds.DEFAULT,
            new Ledger(alertsTable, Duration.ofDays(30)),
            notices),
        sns.client(),
        cloudWatch.client(),
        dynamoDb.client(),
        new EventLog(logLines::add, clock),
        new TimeAndChance(clock, clock, () -> 0));
  }

  String handle(AlertRequest... requests) {
    return handle(instance(), requests);
  }

  String handle(AlertHandler instance, AlertRequest... requests) {
    return handle(instance, AlertRequest.toJson(List.of(requests)));
  }

  String handle(AlertHandler instance, byte[] payload) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      instance.handleRequest(
          new ByteArrayInputStream(payload), output, new FakeContext(clock, TIMEOUT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  /** How often each notice was named in a message for machines, as {@code "raised a"}. */
  Map<String, Integer> named() {
    Map<String, Integer> named = new TreeMap<>();
    for (Notification notification : notifications) {
      for (MatchResult one : NAMED.matcher(notification.text()).results().toList()) {
        named.merge(one.group(2) + " " + one.group(1), 1, Integer::sum);
      }
    }
    return named;
  }

  double counted() {
    return metrics.sums("IoTPipeline/Alerts", "AnomalyCount", "DeviceId").values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  List<Map<String, AttributeValue>> rows(String table) {
    return tables.items(table);
  }
}
