package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.alert.AlertHandler;
import dev.iotpipeline.alert.AlertSettings;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.lambda.FunctionSettings;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Whatever the alert function sends, the services take. */
final class AlertFunctionWithSinksTest {

  private static final String ARN = "arn:aws:sns:us-east-1:000000000000:iot-alerts";
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final List<Notification> heard = new ArrayList<>();
  private final LocalTopic topic = new LocalTopic(ARN, clock, heard::add);
  private final LocalMetrics metrics = new LocalMetrics();
  private final HandlerFunction function =
      HandlerFunction.ofStream(
          new FunctionSettings("iot-alert", Duration.ofSeconds(30), 512, 1),
          () ->
              new AlertHandler(
                  new AlertSettings(ARN, Thresholds.DEFAULT, null),
                  topic,
                  metrics,
                  new NoDynamoDb(),
                  new EventLog(line -> {}, clock)),
          clock,
          line -> {});

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void anAlertReachesBothSinks() {
    handle(reading("sensor-007", "52.31", "95.2"));

    assertThat(heard)
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.subject())
                  .isEqualTo("Anomaly on sensor-007: temperature 52.31 C, humidity 95.2 %");
              assertThat(sent.attributes())
                  .containsEntry("device_id", "sensor-007")
                  .containsEntry("anomalies", "[\"temperature_above\",\"humidity_above\"]");
            });
    assertThat(metrics.sums("IoTPipeline/Alerts", "AnomalyCount", "DeviceId"))
        .isEqualTo(Map.of("sensor-007", 2.0));
  }

  @Test
  void neitherSinkRefusesAnyDeviceId() {
    Random random = new Random(3);
    int devices = 1_000;
    for (int i = 0; i < devices; i++) {
      handle(reading(i + anyText(random), "52.31", "0"));
    }

    assertThat(topic.notifications()).isEqualTo(devices);
    assertThat(metrics.sum("IoTPipeline/Alerts", "AnomalyCount")).isEqualTo(2 * devices);
    assertThat(metrics.sums("IoTPipeline/Alerts", "AnomalyCount", "DeviceId")).hasSize(devices);
  }

  private void handle(Reading reading) {
    byte[] payload = new AlertRequest(reading, null).toJson();
    assertThat(function.invoke("request", payload)).isInstanceOf(Succeeded.class);
  }

  /** Without a ledger nobody calls it. */
  private static final class NoDynamoDb implements DynamoDbClient {

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static Reading reading(String deviceId, String temperature, String humidity) {
    return new Reading(
        deviceId,
        NOW,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1003.25"),
        "1.2.0");
  }

  /** Up to 500 characters of every plane, or as many that can be typed. */
  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    boolean ascii = random.nextBoolean();
    for (int i = random.nextInt(500); i > 0; i--) {
      int point = ascii ? 0x20 + random.nextInt(0x5F) : random.nextInt(0x110000);
      if (!Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}
