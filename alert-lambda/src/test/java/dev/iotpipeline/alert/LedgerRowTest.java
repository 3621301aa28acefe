package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What the ledger writes down, and how long it keeps it. */
final class LedgerRowTest extends LedgerFixture {

  LedgerRowTest(DynamoDbTables tables) {
    super(tables);
  }

  @Test
  void anAlertIsWrittenDownWithWhatWasWrongAndWhenItWasDone() {
    assertThat(function.handle(BREACH)).isEqualTo(NOTIFIED);

    AttributeValue now = text(start);
    assertThat(row())
        .isEqualTo(
            Map.of(
                "anomalies",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromM(
                            Map.of(
                                "field", AttributeValue.fromS("temperature"),
                                "value", AttributeValue.fromN("52.5"),
                                "threshold", AttributeValue.fromN("45"),
                                "direction", AttributeValue.fromS("above"))))),
                "first_seen_at",
                now,
                "notified_at",
                now,
                "counted_at",
                now));
    assertThat(function.dynamoDb.requests(UpdateItemRequest.class))
        .as("claim, notified, counted")
        .hasSize(3);
  }

  @Test
  void aReadingThatBreachesNothingIsNotWrittenDown() {
    function.handle(reading("sensor-007", "23.5", "50"));

    assertThat(function.dynamoDb.requests(UpdateItemRequest.class)).isEmpty();
  }

  @Test
  void anAlertExpiresSoLongAfterItWasFirstSeen() {
    functionThatKeepsAlerts(Duration.ofDays(30)).handle(BREACH);

    assertThat(row().get("expires_at").n())
        .isEqualTo(String.valueOf(start.plus(Duration.ofDays(30)).getEpochSecond()));
  }

  /**
   * The queue of dead letters keeps an event for some days after its last try. A redrive after that
   * time still has to find the row.
   */
  @Test
  void anAlertThatIsTriedAgainIsKeptFromThenOn() {
    AlertFunction keepsAMonth = functionThatKeepsAlerts(Duration.ofDays(30));
    keepsAMonth.cloudWatch.always(
        PutMetricDataRequest.class,
        any -> true,
        Fault.error(() -> new IllegalStateException("down")));
    assertThatThrownBy(() -> keepsAMonth.handle(BREACH)).isInstanceOf(AlertFailedException.class);

    keepsAMonth.clock.advance(Duration.ofDays(13));
    assertThatThrownBy(() -> keepsAMonth.handle(BREACH)).isInstanceOf(AlertFailedException.class);

    assertThat(row().get("expires_at").n())
        .isEqualTo(String.valueOf(start.plus(Duration.ofDays(43)).getEpochSecond()));
  }
}
