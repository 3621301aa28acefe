package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** An alert function with a ledger in a table of DynamoDB Local. */
@ExtendWith(DynamoDbTables.Shared.class)
abstract class LedgerFixture {

  static final Reading BREACH = reading("sensor-007", "52.5", "50");
  static final String NOTIFIED = "{\"anomalies\":1,\"notified\":true}";
  static final String REPEATED = "{\"anomalies\":1,\"notified\":false}";

  private final DynamoDbTables tables;
  private final String tableName;
  final AlertFunction function;
  final Instant start;

  LedgerFixture(DynamoDbTables tables) {
    this.tables = tables;
    this.tableName = tables.create("device_id", "timestamp");
    this.function = functionThatKeepsAlerts(null);
    this.start = function.clock.instant();
  }

  /**
   * @param retention null for ever
   */
  final AlertFunction functionThatKeepsAlerts(Duration retention) {
    return new AlertFunction(new Ledger(tableName, retention), tables.client());
  }

  /** The ledger's row for the breach, without its key. */
  final Map<String, AttributeValue> row() {
    Map<String, AttributeValue> row =
        new HashMap<>(
            tables
                .client()
                .getItem(get -> get.tableName(tableName).key(key()).consistentRead(true))
                .item());
    row.keySet().removeAll(key().keySet());
    return row;
  }

  /** Replaces the ledger's row for the breach. */
  final void putRow(Map<String, AttributeValue> row) {
    Map<String, AttributeValue> item = new HashMap<>(row);
    item.putAll(key());
    tables.client().putItem(put -> put.tableName(tableName).item(item));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of(
        "device_id", AttributeValue.fromS(BREACH.key().deviceId()),
        "timestamp", AttributeValue.fromS(BREACH.key().timestamp()));
  }

  static AttributeValue text(Instant instant) {
    return AttributeValue.fromS(Timestamps.format(instant));
  }

  final void claimedBySomebodyElse(Instant until) {
    putRow(Map.of("claimed_by", AttributeValue.fromS("somebody"), "claimed_until", text(until)));
  }

  final void assertSentOnce() {
    assertThat(function.published).hasSize(1);
    assertThat(function.counted()).isEqualTo(1);
  }

  /** Something happens while the function publishes its next notification. */
  final void duringPublish(Runnable event) {
    function.sns.next(1, PublishRequest.class, Fault.meanwhile(event));
  }
}
