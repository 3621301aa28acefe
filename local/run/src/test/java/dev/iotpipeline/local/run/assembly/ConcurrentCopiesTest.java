package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.alert.AlertHandler;
import dev.iotpipeline.alert.AlertSettings;
import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.lambda.FunctionSettings;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.telemetry.Thresholds;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Instances of the alert function that share nothing but the ledger, with the same events. */
class ConcurrentCopiesTest {

  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:iot-alerts";
  private static final int INSTANCES = 8;
  private static final int ALERTS = 40;
  private static final int COPIES = 5;

  private final Clock clock = Clock.systemUTC();
  private final LocalTopic topic = new LocalTopic(TOPIC, clock, notification -> {});
  private final LocalMetrics metrics = new LocalMetrics();

  @Test
  void copiesOfAnEventAtTheSameTimeAreOneNotificationAndOneValue() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(INSTANCES);
    try (DynamoDbLocalProcess dynamoDb = DynamoDbLocalProcess.start(0);
        PipelineTables tables = new PipelineTables(dynamoDb.uri(), PipelineTables.Names.DEFAULT);
        HandlerFunction function = function(tables)) {
      tables.createIfMissing();

      for (Future<InvocationResult> result : callers.invokeAll(shuffledCopies(function))) {
        assertThat(result.get()).isInstanceOf(Succeeded.class);
      }

      assertThat(topic.notifications()).isEqualTo(ALERTS);
      assertThat(metrics.values("IoTPipeline/Alerts", "AnomalyCount")).isEqualTo(ALERTS);
      assertThat(tables.alerts())
          .hasSize(ALERTS)
          .allSatisfy(row -> assertThat(row).containsKeys("notified_at", "counted_at"));
    } finally {
      callers.shutdownNow();
    }
  }

  /** Five of one alert in a row, so that they meet; the alerts themselves in any order. */
  private static List<Callable<InvocationResult>> shuffledCopies(HandlerFunction function) {
    List<Integer> alerts = new ArrayList<>();
    for (int i = 0; i < ALERTS; i++) {
      alerts.add(i);
    }
    Collections.shuffle(alerts, new Random(7));
    return alerts.stream()
        .flatMap(alert -> Collections.nCopies(COPIES, alert).stream())
        .<Callable<InvocationResult>>map(alert -> () -> function.invoke("id", event(alert)))
        .toList();
  }

  private static byte[] event(int alert) {
    return """
        {"device_id":"sensor-%d","timestamp":"2026-11-23T10:15:30+00:00","temperature":51.5,\
        "humidity":48,"pressure":1003}"""
        .formatted(alert)
        .getBytes(StandardCharsets.UTF_8);
  }

  private HandlerFunction function(PipelineTables tables) {
    AlertSettings settings =
        new AlertSettings(TOPIC, Thresholds.DEFAULT, new Ledger(tables.names().alerts(), null));
    return HandlerFunction.ofStream(
        new FunctionSettings("iot-alert", Duration.ofSeconds(30), 512, INSTANCES),
        () ->
            new AlertHandler(
                settings, topic, metrics, tables.client(), new EventLog(line -> {}, clock)),
        clock,
        line -> {});
  }
}
