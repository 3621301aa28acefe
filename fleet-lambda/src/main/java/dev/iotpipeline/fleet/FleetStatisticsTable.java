package dev.iotpipeline.fleet;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The table of the fleet's statistics, for whoever wants to read them. */
public final class FleetStatisticsTable {

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  /** A reader of a table; the caller closes the client. */
  public FleetStatisticsTable(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /**
   * The windows that begin in a time, each merged over its shards and parts, in order.
   *
   * @param from the first instant
   * @param to the first instant behind it
   * @throws software.amazon.awssdk.core.exception.SdkException if the table cannot be read
   * @throws IllegalStateException if an item is none that the function has kept
   */
  public List<FleetWindow> windows(Instant from, Instant to) {
    Map<String, FleetWindow> windows = new TreeMap<>();
    for (Instant day = from.truncatedTo(ChronoUnit.DAYS);
        day.isBefore(to);
        day = day.plus(1, ChronoUnit.DAYS)) {
      dynamoDb.queryPaginator(query(day, from, to)).items().stream()
          .map(StatisticsItem::read)
          .forEach(window -> windows.merge(name(window), window, FleetWindow::merge));
    }
    return new ArrayList<>(windows.values());
  }

  /** The length of windows is a setting, so two windows may begin at one instant. */
  private static String name(FleetWindow window) {
    return Timestamps.format(window.start()) + " " + Timestamps.format(window.end());
  }

  /** A sort key has the shard behind the start, so that no key is the text of an instant alone. */
  private QueryRequest query(Instant day, Instant from, Instant to) {
    return QueryRequest.builder()
        .tableName(tableName)
        .keyConditionExpression("#day = :day AND #window BETWEEN :from AND :to")
        .expressionAttributeNames(
            Map.of("#day", StatisticsItem.DAY, "#window", StatisticsItem.WINDOW))
        .expressionAttributeValues(
            Map.of(
                ":day", AttributeValue.fromS(StatisticsItem.day(day)),
                ":from", AttributeValue.fromS(Timestamps.format(from)),
                ":to", AttributeValue.fromS(Timestamps.format(to))))
        .consistentRead(true)
        .build();
  }
}
