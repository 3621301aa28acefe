package dev.iotpipeline.alert;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The table that every instance of the function gathers notices in. A digest is one partition: a
 * row for each notice, with when it was notified, and a head row, which tells who publishes the
 * digest now and how often somebody has put notices into it.
 */
final class NoticeTable {

  /** The sort key of the head row; it sorts before every hash. */
  private static final String HEAD = "#";

  /** Clocks of two instances may differ; time synchronisation keeps them within milliseconds. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

  /** A retry comes within minutes, and mostly to the same instance. */
  private static final int REMEMBERED = 10_000;

  private final DynamoDbClient dynamoDb;
  private final AlertSettings.Ledger settings;
  private final Retries retries;
  private final Workers workers;
  private final Clock clock;

  /**
   * What this instance has published. If the table did not take a mark, the retry often comes to
   * the same instance, which then writes the mark and does not publish again.
   */
  private final Set<Map<String, AttributeValue>> published =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(
                    Map.Entry<Map<String, AttributeValue>, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  NoticeTable(
      DynamoDbClient dynamoDb,
      AlertSettings.Ledger settings,
      Retries retries,
      Workers workers,
      Clock clock) {
    this.dynamoDb = dynamoDb;
    this.settings = settings;
    this.retries = retries;
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * A notice's row.
   *
   * @param key where it is
   * @param told what it says
   */
  record Row(Map<String, AttributeValue> key, DeviceNotice told) {}

  /**
   * Puts notices into a digest; those that are there stay as they are.
   *
   * @return whether all of them are new: if one is not, these notices have come before
   */
  boolean put(String digest, Collection<DeviceNotice> notices, Deadline deadline) {
    List<Callable<Boolean>> puts = new ArrayList<>(notices.size());
    for (DeviceNotice told : notices) {
      Map<String, AttributeValue> item = NoticeItem.write(digest, told);
      item.putAll(expiry("expires_at"));
      puts.add(() -> put(item, deadline));
    }
    return !workers.runAll(puts).contains(false);
  }

  private boolean put(Map<String, AttributeValue> item, Deadline deadline) {
    try {
      retries.call(
          deadline,
          timeout ->
              dynamoDb.putItem(
                  put ->
                      put.tableName(settings.tableName())
                          .item(item)
                          .conditionExpression("attribute_not_exists(entry)")));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /**
   * Tries once to become the digest's leader, who alone may publish it.
   *
   * @param leader the name of this try; the claim may have succeeded though its answer was lost
   * @param end when the invocation ends, and the claim with it
   * @return false if somebody else has a claim that lives
   */
  boolean lead(String digest, String leader, Deadline end) {
    Map<String, AttributeValue> values = new HashMap<>(expiry(":expiry"));
    values.put(":me", fromS(leader));
    values.put(":until", time(end.end().plus(CLOCKS_DIFFER)));
    values.put(":now", time(clock.instant()));
    values.put(":one", fromN("1"));
    return succeeds(
        head(digest)
            .updateExpression(
                "SET claimed_by = :me, claimed_until = :until"
                    + (values.containsKey(":expiry") ? ", expires_at = :expiry" : "")
                    + " ADD arrivals :one")
            .conditionExpression(
                "attribute_not_exists(claimed_until) OR claimed_until < :now OR claimed_by = :me")
            .expressionAttributeValues(values)
            .build());
  }

  /**
   * Tries once to tell the leader of notices that were put before.
   *
   * @return false if there is no leader any more
   */
  boolean follow(String digest) {
    return succeeds(
        head(digest)
            .updateExpression("ADD arrivals :one")
            .conditionExpression("claimed_until >= :now")
            .expressionAttributeValues(Map.of(":one", fromN("1"), ":now", time(clock.instant())))
            .build());
  }

  private boolean succeeds(UpdateItemRequest request) {
    try {
      dynamoDb.updateItem(request);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** How often notices have arrived; what they brought is in the rows that are read after this. */
  String arrivals(String digest, Deadline deadline) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(settings.tableName())
            .key(NoticeItem.key(digest, HEAD))
            .consistentRead(true)
            .build();
    Map<String, AttributeValue> head =
        retries.call(deadline, timeout -> dynamoDb.getItem(request).item());
    return Objects.requireNonNull(head.get("arrivals"), "arrivals").n();
  }

  /** The notices that have not been notified; writes late marks first. */
  List<Row> open(String digest, Deadline deadline) {
    List<Row> open = new ArrayList<>();
    List<Row> late = new ArrayList<>();
    for (Map<String, AttributeValue> item : unmarked(digest, deadline)) {
      DeviceNotice told = NoticeItem.read(item);
      Row row = new Row(NoticeItem.key(digest, NoticeItem.entry(told)), told);
      (published.contains(row.key()) ? late : open).add(row);
    }
    mark(late, deadline);
    return open;
  }

  private List<Map<String, AttributeValue>> unmarked(String digest, Deadline deadline) {
    return retries.call(
        deadline,
        timeout ->
            dynamoDb
                .queryPaginator(
                    query ->
                        query
                            .tableName(settings.tableName())
                            .consistentRead(true)
                            .keyConditionExpression("digest = :digest AND entry > :head")
                            .filterExpression("attribute_not_exists(notified_at)")
                            .expressionAttributeValues(
                                Map.of(":digest", fromS(digest), ":head", fromS(HEAD))))
                .items()
                .stream()
                .toList());
  }

  /**
   * Marks notices as notified: they are never open again.
   *
   * @throws RuntimeException if that could not be written, so that they may be published once more
   */
  void mark(List<Row> rows, Deadline deadline) {
    rows.forEach(row -> published.add(row.key()));
    Map<String, AttributeValue> now = Map.of(":now", time(clock.instant()));
    List<Callable<Boolean>> marks = new ArrayList<>(rows.size());
    for (Row row : rows) {
      UpdateItemRequest request =
          UpdateItemRequest.builder()
              .tableName(settings.tableName())
              .key(row.key())
              .updateExpression("SET notified_at = if_not_exists(notified_at, :now)")
              .expressionAttributeValues(now)
              .build();
      marks.add(() -> retries.call(deadline, timeout -> succeeds(request)));
    }
    workers.runAll(marks);
  }

  /**
   * Gives the lead back.
   *
   * @param arrivals as read before the rows that have been published
   * @return false if notices have arrived since: the lead is kept, and they are open
   */
  boolean release(String digest, String leader, String arrivals, Deadline deadline) {
    UpdateItemRequest request =
        head(digest)
            .updateExpression("REMOVE claimed_by, claimed_until")
            .conditionExpression("claimed_by = :me AND arrivals = :arrivals")
            .expressionAttributeValues(Map.of(":me", fromS(leader), ":arrivals", fromN(arrivals)))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      retries.call(deadline, timeout -> dynamoDb.updateItem(request));
      return true;
    } catch (ConditionalCheckFailedException e) {
      // It was given back by an attempt whose answer was lost, if the claim is no longer ours.
      return !(e.hasItem() && fromS(leader).equals(e.item().get("claimed_by")));
    }
  }

  /** Gives the lead back, whatever has arrived: the next one to come leads. Tried once. */
  void abandon(String digest, String leader) {
    succeeds(
        head(digest)
            .updateExpression("REMOVE claimed_by, claimed_until")
            .conditionExpression("claimed_by = :me")
            .expressionAttributeValues(Map.of(":me", fromS(leader)))
            .build());
  }

  private UpdateItemRequest.Builder head(String digest) {
    return UpdateItemRequest.builder()
        .tableName(settings.tableName())
        .key(NoticeItem.key(digest, HEAD));
  }

  private Map<String, AttributeValue> expiry(String name) {
    if (settings.retention() == null) {
      return Map.of();
    }
    long at = clock.instant().plus(settings.retention()).getEpochSecond();
    return Map.of(name, fromN(Long.toString(at)));
  }

  private static AttributeValue time(Instant instant) {
    return fromS(Timestamps.format(instant));
  }
}
