package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A table that understands as much of DynamoDB's expressions as the ledger uses; what else it is
 * asked, it does not take. The real thing judges the same expressions in the local run's tests.
 */
final class FakeAlertsTable implements DynamoDbClient {

  static final String NAME = "iot-alerts";

  private static final Pattern UPDATE = Pattern.compile("(?:SET (.+?))??(?: ?REMOVE (.+))?");
  private static final Pattern SET =
      Pattern.compile("(\\w+) = (?:if_not_exists\\((\\w+), (:\\w+)\\)|(:\\w+))");
  private static final Pattern ABSENT = Pattern.compile("attribute_not_exists\\((\\w+)\\)");
  private static final Pattern COMPARED = Pattern.compile("(\\w+) ([<=]) (:\\w+)");

  private final Map<ReadingKey, Map<String, AttributeValue>> rows = new HashMap<>();

  /** What goes wrong with a call before it does anything. */
  Function<UpdateItemRequest, Optional<RuntimeException>> before = call -> Optional.empty();

  /** What goes wrong with a call that has done all it should. */
  Function<UpdateItemRequest, Optional<RuntimeException>> after = call -> Optional.empty();

  int calls;

  Map<String, AttributeValue> row(ReadingKey key) {
    return rows.get(key);
  }

  void put(ReadingKey key, Map<String, AttributeValue> row) {
    rows.put(key, row);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    calls++;
    before.apply(request).ifPresent(FakeAlertsTable::fail);
    if (!request.tableName().equals(NAME)) {
      throw new AssertionError("no such table: " + request.tableName());
    }
    ReadingKey key =
        new ReadingKey(request.key().get("device_id").s(), request.key().get("timestamp").s());
    Map<String, AttributeValue> row = new HashMap<>(rows.getOrDefault(key, Map.of()));
    if (request.conditionExpression() != null && !holds(request, row)) {
      throw ConditionalCheckFailedException.builder().item(row).statusCode(400).build();
    }
    update(request, row);
    rows.put(key, row);
    after.apply(request).ifPresent(FakeAlertsTable::fail);
    return UpdateItemResponse.builder().attributes(row).build();
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }

  private static boolean holds(UpdateItemRequest request, Map<String, AttributeValue> row) {
    return Arrays.stream(request.conditionExpression().split(" AND "))
        .allMatch(
            all ->
                Arrays.stream(all.replaceAll("^\\((.*)\\)$", "$1").split(" OR "))
                    .anyMatch(one -> holds(one, request, row)));
  }

  private static boolean holds(
      String condition, UpdateItemRequest request, Map<String, AttributeValue> row) {
    Matcher absent = ABSENT.matcher(condition);
    if (absent.matches()) {
      return !row.containsKey(absent.group(1));
    }
    Matcher compared = matched(COMPARED, condition);
    String value = request.expressionAttributeValues().get(compared.group(3)).s();
    if (!row.containsKey(compared.group(1))) {
      return false;
    }
    int order = row.get(compared.group(1)).s().compareTo(value);
    return compared.group(2).equals("<") ? order < 0 : order == 0;
  }

  private static void update(UpdateItemRequest request, Map<String, AttributeValue> row) {
    Matcher update = matched(UPDATE, request.updateExpression());
    if (update.group(1) != null) {
      for (String clause : update.group(1).split(", (?=\\w+ =)")) {
        Matcher set = matched(SET, clause);
        if (set.group(4) != null) {
          row.put(set.group(1), request.expressionAttributeValues().get(set.group(4)));
        } else {
          row.putIfAbsent(set.group(1), request.expressionAttributeValues().get(set.group(3)));
        }
      }
    }
    if (update.group(2) != null) {
      row.keySet().removeAll(Arrays.asList(update.group(2).split(", ")));
    }
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new AssertionError("beyond this fake: " + text);
    }
    return matcher;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
