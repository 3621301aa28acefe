package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.NoticeRequests.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The metric's sum is the number of anomalies, in as few calls as can be. */
@ExtendWith(DynamoDbTables.Shared.class)
final class AnomalyCounterTest {

  private final NoticeFunction function;

  AnomalyCounterTest(DynamoDbTables tables) {
    this.function = new NoticeFunction(tables);
  }

  @Test
  void manyReadingsAreOneCallWithOneValueForEachDevice() {
    AlertRequest[] requests =
        IntStream.range(0, 40)
            .mapToObj(i -> later(counted("device-" + i % 4), i))
            .toArray(AlertRequest[]::new);

    assertThat(function.handle(requests)).isEqualTo("{\"anomalies\":40,\"notified\":false}");

    assertThat(function.cloudWatch.requests(PutMetricDataRequest.class)).hasSize(1);
    assertThat(function.metrics.sums("IoTPipeline/Alerts", "AnomalyCount", "DeviceId"))
        .isEqualTo(Map.of("device-0", 10.0, "device-1", 10.0, "device-2", 10.0, "device-3", 10.0));
    assertThat(function.notifications).isEmpty();
  }

  private static AlertRequest later(AlertRequest request, int seconds) {
    Reading reading = request.reading();
    return new AlertRequest(
        new Reading(
            reading.deviceId(),
            reading.timestamp().plusSeconds(seconds),
            reading.temperature(),
            reading.humidity(),
            reading.pressure(),
            null),
        request.context());
  }

  @Test
  void theLedgersRowKnowsOfTheCountAlone() {
    function.handle(counted("a"));

    assertThat(function.rows(function.alertsTable))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsKeys("counted_at", "anomalies", "expires_at")
                    .doesNotContainKeys("notified_at", "claimed_by", "claimed_until"));
  }

  @Test
  void theSameReadingTwiceIsCountedOnce() {
    function.handle(counted("a"), counted("a"));
    function.handle(counted("a"), counted("b"));

    assertThat(function.counted()).isEqualTo(2);
  }

  @Test
  void aFailedCallIsRepeatedByTheRetryAtOnce() {
    function.cloudWatch.next(
        1, PutMetricDataRequest.class, Fault.error(AwsErrors::cloudWatchThrottling));
    assertThatThrownBy(() -> function.handle(counted("a"), counted("b")))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageContaining("Rate exceeded");

    function.handle(counted("a"), counted("b"));

    assertThat(function.counted()).isEqualTo(2);
    assertThat(function.clock.sleeps()).isEmpty();
  }

  @Test
  void whereTheLedgerFailsForOneTheOthersAreCounted() {
    function.dynamoDb.next(
        1,
        UpdateItemRequest.class,
        request -> request.key().containsValue(AttributeValue.fromS("b")),
        Fault.error(() -> AwsErrors.dynamoDbValidation("no")));
    assertThatThrownBy(() -> function.handle(counted("a"), counted("b"), counted("c")))
        .isInstanceOf(AlertFailedException.class);
    assertThat(function.counted()).isEqualTo(2);

    function.handle(counted("a"), counted("b"), counted("c"));
    assertThat(function.counted()).isEqualTo(3);
  }

  @Test
  void aRequestWithoutAReadingFailsTheInvocationOnceTheOthersAreHandled() {
    String payload =
        "[{\"device_id\":7}," + new String(counted("a").toJson(), StandardCharsets.UTF_8) + "]";

    assertThatThrownBy(
            () -> function.handle(function.instance(), payload.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the payload is no reading: device_id");

    assertThat(function.counted()).isEqualTo(1);
    assertThat(function.logLines).anySatisfy(line -> assertThat(line).contains("alert_rejected"));
  }

  /** Somebody has relaxed a threshold while the alert waited. */
  @Test
  void theGroundsOfARequestDecideAndNotOurOwnSettings() {
    Thresholds strict =
        new Thresholds(new BigDecimal("30"), new BigDecimal("90"), new BigDecimal("20"));
    Context context =
        new Context(
            "shardId-000000000000",
            "1",
            NoticeRequests.AT,
            new Grounds(strict, new BigDecimal("25")),
            null);
    AlertRequest request = new AlertRequest(NoticeRequests.reading("a", "31.2"), context);

    assertThat(function.handle(request)).isEqualTo("{\"anomalies\":2,\"notified\":true}");

    assertThat(function.notifications).hasSize(1);
    assertThat(function.notifications.get(0).attributes())
        .containsEntry("anomalies", "[\"temperature_above\",\"temperature_rising\"]");
    assertThat(function.counted()).isEqualTo(2);
  }
}
