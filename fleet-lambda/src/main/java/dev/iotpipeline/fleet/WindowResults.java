package dev.iotpipeline.fleet;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Keeps the result of a window: an item first, then the metrics, then a mark on the item that they
 * were sent. Each step is safe to repeat but for one: if the mark fails after the metrics were
 * sent, a retry sends them again.
 */
final class WindowResults {

  /** What became of a result. */
  enum Outcome {
    KEPT,
    /** An earlier call had kept it, and sent its metrics. */
    REPEATED,
    /** Kept without metrics: the window is older than CloudWatch takes. */
    TOO_OLD_FOR_METRICS
  }

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final FleetMetrics metrics;
  private final Retries retries;
  private final Clock clock;

  WindowResults(
      DynamoDbClient dynamoDb, String tableName, FleetMetrics metrics, TimeAndChance time) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.metrics = metrics;
    this.retries = time.retries();
    this.clock = time.clock();
  }

  /**
   * Keeps a result.
   *
   * @param item as {@link StatisticsItem#item} makes it
   * @throws software.amazon.awssdk.core.exception.SdkException if a step could not be done
   */
  Outcome keep(
      Map<String, AttributeValue> item,
      FleetStatistics statistics,
      Instant end,
      Deadline deadline) {
    if (isCounted(item, deadline)) {
      return Outcome.REPEATED;
    }
    if (!FleetMetrics.accepts(end, clock.instant())) {
      return Outcome.TOO_OLD_FOR_METRICS;
    }
    retries.call(
        deadline,
        timeout -> {
          metrics.send(statistics, end, timeout);
          return end;
        });
    mark(item, deadline);
    return Outcome.KEPT;
  }

  /** Puts the item if it is not there; tells whether it is, with its mark. */
  private boolean isCounted(Map<String, AttributeValue> item, Deadline deadline) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(tableName)
            .item(item)
            .conditionExpression("attribute_not_exists(#day)")
            .expressionAttributeNames(Map.of("#day", StatisticsItem.DAY))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    try {
      retries.call(
          deadline,
          timeout ->
              dynamoDb.putItem(
                  put.overrideConfiguration(call -> call.apiCallTimeout(timeout)).build()));
      return false;
    } catch (ConditionalCheckFailedException exists) {
      return exists.hasItem() && exists.item().containsKey(StatisticsItem.COUNTED_AT);
    }
  }

  private void mark(Map<String, AttributeValue> item, Deadline deadline) {
    Map<String, AttributeValue> key =
        Map.of(
            StatisticsItem.DAY, item.get(StatisticsItem.DAY),
            StatisticsItem.WINDOW, item.get(StatisticsItem.WINDOW));
    AttributeValue now = AttributeValue.fromS(Timestamps.format(clock.instant()));
    retries.call(
        deadline,
        timeout ->
            dynamoDb.updateItem(
                update ->
                    update
                        .tableName(tableName)
                        .key(key)
                        .updateExpression("SET #counted = :now")
                        .expressionAttributeNames(Map.of("#counted", StatisticsItem.COUNTED_AT))
                        .expressionAttributeValues(Map.of(":now", now))
                        .overrideConfiguration(call -> call.apiCallTimeout(timeout))));
  }
}
