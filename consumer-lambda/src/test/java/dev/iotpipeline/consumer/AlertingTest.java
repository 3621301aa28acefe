package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.anomaly;
import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DynamoDbTables.Shared.class)
class AlertingTest {

  private final Consumer consumer;

  AlertingTest(DynamoDbTables tables) {
    consumer = new Consumer(tables);
  }

  @ParameterizedTest
  @CsvSource({
    "45, 48.2, 0",
    "45.0000, 90.00, 0",
    "23.5, 20, 0",
    "45.0000000000000000000000000000000001, 48.2, 1",
    "23.5, 90.01, 1",
    "23.5, 19.99, 1",
    "60, 5, 1"
  })
  void anAlertGoesOutOnlyWhenAThresholdIsBreached(String temperature, String humidity, int alerts) {
    assertThat(consumer.handle(event(reading("sensor-007", temperature, humidity)))).isEmpty();

    assertThat(consumer.alerts.accepted()).hasSize(alerts);
  }

  @Test
  void anAlertHoldsTheReadingAndWhereItCameFrom() {
    consumer.handle(event(reading("quiet"), anomaly("sensor-007")));

    AlertRequest alert = consumer.alerts.accepted().get(0);
    assertThat(alert.reading().deviceId()).isEqualTo("sensor-007");
    assertThat(alert.reading().temperature()).isEqualTo("46");
    assertThat(alert.context())
        .isEqualTo(
            new AlertRequest.Context(
                Events.SHARD,
                sequenceNumber(1),
                Events.ARRIVAL,
                new Grounds(Thresholds.DEFAULT, null),
                null));
  }

  @Test
  void anAlertWithoutArrivalTimeGoesOutWithoutContext() {
    KinesisEvent event = event(anomaly("sensor-007"));
    event.getRecords().get(0).getKinesis().setApproximateArrivalTimestamp(null);

    consumer.handle(event);

    assertThat(consumer.alerts.accepted().get(0).context()).isNull();
  }

  @Test
  void aReadingThatIsNotStoredAlertsNobodyUntilItIs() {
    consumer.leaveUnprocessed(1, "sensor-007");

    List<String> failed = consumer.handle(event(anomaly("sensor-007")), Duration.ofMillis(30));
    assertThat(failed).containsExactly(sequenceNumber(0));
    assertThat(consumer.alerts.accepted()).isEmpty();

    assertThat(consumer.handle(event(anomaly("sensor-007")))).isEmpty();
    assertThat(consumer.alerts.accepted()).hasSize(1);
  }

  @Test
  void aPlainRetryOfTheBatchSendsNothingTwice() {
    KinesisEvent event = event(anomaly("sensor-1"), "poison", anomaly("sensor-2"));

    consumer.handle(event);
    assertThat(consumer.handle(event)).containsExactly(sequenceNumber(1));
    assertThat(consumer.handle(event)).containsExactly(sequenceNumber(1));

    assertThat(consumer.alerts.devices()).containsExactly("sensor-1", "sensor-2");
    assertThat(consumer.linesOf("batch_processed").get(1)).contains("\"alerts\":0");
  }

  @Test
  void anAlertThatCannotBeSentIsAFailedItemAndTheRetrySendsIt() {
    consumer.alerts.fail(1, "sensor-2", AlertQueue::missingFunction);
    KinesisEvent event = event(anomaly("sensor-1"), anomaly("sensor-2"), anomaly("sensor-3"));

    assertThat(consumer.handle(event)).containsExactly(sequenceNumber(1));
    assertThat(consumer.linesOf("alert_failed"))
        .singleElement()
        .asString()
        .contains("sensor-2", sequenceNumber(1), "ResourceNotFoundException");

    assertThat(consumer.handle(event)).isEmpty();
    assertThat(consumer.alerts.devices()).containsExactly("sensor-1", "sensor-2", "sensor-3");
  }

  @Test
  void aThrottledAlertIsRetriedAtOnce() {
    consumer.alerts.fail(3, "sensor-1", AwsErrors::lambdaThrottling);

    assertThat(consumer.handle(event(anomaly("sensor-1")))).isEmpty();

    assertThat(consumer.alerts.devices()).containsExactly("sensor-1");
    assertThat(consumer.clock.sleeps())
        .containsExactly(Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void anAlertThatStaysThrottledIsGivenUpInTime() {
    consumer.alerts.fail(Integer.MAX_VALUE, "sensor-1", AwsErrors::lambdaThrottling);

    assertThat(consumer.handle(event(anomaly("sensor-1"), reading("sensor-2"))))
        .containsExactly(sequenceNumber(0));

    assertThat(consumer.clock.instant())
        .isBefore(Consumer.START.plus(Duration.ofMinutes(1).minusSeconds(1)));
  }

  @Test
  void twoBreachesWithOneKeyAreOneAlertForTheFirst() {
    consumer.handle(event(reading("sensor-1", "46", "50"), reading("sensor-1", "47", "50")));

    assertThat(consumer.alerts.accepted())
        .singleElement()
        .satisfies(alert -> assertThat(alert.reading().temperature()).isEqualTo("46"));
  }

  /** The size of a batch must not decide which alerts go out. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBreachThatALaterRecordTookBackIsAlertedInOneBatchAsInTwo(boolean oneBatch) {
    String breach = reading("sensor-1", "46", "50");
    String normal = reading("sensor-1", "40", "50");
    if (oneBatch) {
      consumer.handle(event(breach, normal));
    } else {
      consumer.handle(event(breach));
      consumer.handle(event(normal));
    }

    assertThat(consumer.alerts.accepted())
        .singleElement()
        .satisfies(alert -> assertThat(alert.reading().temperature()).isEqualTo("46"));
    assertThat(consumer.stored("sensor-1", Events.TIMESTAMP).get("temperature").n())
        .isEqualTo("40");
  }

  /** Writing leaves time for the alerts of what is stored. */
  @Test
  void aReadingThatCannotBeWrittenLeavesTimeForTheAlertsOfOthers() {
    consumer.leaveUnprocessed(Integer.MAX_VALUE, "stuck");

    assertThat(consumer.handle(event(anomaly("stuck"), anomaly("sensor-1"))))
        .containsExactly(sequenceNumber(0));

    assertThat(consumer.alerts.devices()).containsExactly("sensor-1");
  }
}
