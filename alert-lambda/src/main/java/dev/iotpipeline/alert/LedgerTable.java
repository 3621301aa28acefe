package dev.iotpipeline.alert;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The ledger as a table that every instance of the function shares: a row for each alert, with what
 * was wrong, and when the alert was first seen, notified and counted.
 *
 * <p>An alert takes three writes: one claims it and tells what is missing, and one marks each step.
 * A claim ends with the invocation that made it. A claim that has run out belongs to an invocation
 * that is gone, so the next one may take over.
 */
final class LedgerTable implements AlertLedger {

  /** Clocks of two instances may differ; time synchronisation keeps them within milliseconds. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

  /** Allows our own claim: if the answer to it was lost, we ask again. */
  private static final String FREE =
      " AND (attribute_not_exists(claimed_until) OR claimed_until < :now OR claimed_by = :me)";

  private final DynamoDbClient dynamoDb;
  private final AlertSettings.Ledger settings;
  private final Retries retries;
  private final Clock clock;
  private final Supplier<String> claimIds;

  /**
   * What this instance has sent. If the table did not take a mark, the retry often comes to the
   * same instance, which then writes the mark and does not send again.
   */
  private final LedgerInMemory sent = new LedgerInMemory();

  /**
   * @param claimIds gives each claim a name that no other instance gives to one of its own
   */
  LedgerTable(
      DynamoDbClient dynamoDb,
      AlertSettings.Ledger settings,
      Retries retries,
      Clock clock,
      Supplier<String> claimIds) {
    this.dynamoDb = dynamoDb;
    this.settings = settings;
    this.retries = retries;
    this.clock = clock;
    this.claimIds = claimIds;
  }

  @Override
  public Optional<Claim> claim(Alert alert, Set<Step> wanted, InvocationTime time) {
    String me = claimIds.get();
    try {
      UpdateItemRequest request = claimRequest(alert, wanted, me, time.end());
      Map<String, AttributeValue> row =
          retries.call(time.claiming(), timeout -> dynamoDb.updateItem(request).attributes());
      Row claimed = new Row(alert.key(), me, missing(row, wanted), time.marking());
      writeLateMarks(claimed);
      return Optional.of(claimed);
    } catch (ConditionalCheckFailedException e) {
      boolean complete = e.hasItem() && missing(e.item(), wanted).isEmpty();
      return complete
          ? Optional.of(new Row(alert.key(), me, EnumSet.noneOf(Step.class), time.marking()))
          : Optional.empty();
    }
  }

  private UpdateItemRequest claimRequest(Alert alert, Set<Step> wanted, String me, Deadline end) {
    Instant now = clock.instant();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":now", text(now));
    values.put(":until", text(end.end().plus(CLOCKS_DIFFER)));
    values.put(":me", AttributeValue.fromS(me));
    values.put(":anomalies", anomalies(alert));
    String expiry = "";
    if (settings.retention() != null) {
      long at = now.plus(settings.retention()).getEpochSecond();
      values.put(":expiry", AttributeValue.fromN(Long.toString(at)));
      expiry = ", expires_at = :expiry";
    }
    return update(alert.key())
        .updateExpression(
            "SET first_seen_at = if_not_exists(first_seen_at, :now),"
                + " anomalies = if_not_exists(anomalies, :anomalies),"
                + " claimed_until = :until, claimed_by = :me"
                + expiry)
        .conditionExpression(incomplete(wanted) + FREE)
        .expressionAttributeValues(values)
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static String incomplete(Set<Step> wanted) {
    return wanted.stream()
        .map(step -> "attribute_not_exists(" + attribute(step) + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private UpdateItemRequest.Builder update(ReadingKey key) {
    return UpdateItemRequest.builder()
        .tableName(settings.tableName())
        .key(
            Map.of(
                "device_id", AttributeValue.fromS(key.deviceId()),
                "timestamp", AttributeValue.fromS(key.timestamp())));
  }

  private static AttributeValue anomalies(Alert alert) {
    return AttributeValue.fromL(
        alert.anomalies().stream().map(LedgerTable::anomaly).map(AttributeValue::fromM).toList());
  }

  private static Map<String, AttributeValue> anomaly(Anomaly anomaly) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("field", AttributeValue.fromS(anomaly.measurement().field()));
    item.put("value", AttributeValue.fromN(anomaly.value().toString()));
    item.put("threshold", AttributeValue.fromN(anomaly.threshold().toString()));
    item.put("direction", AttributeValue.fromS(anomaly.direction().code()));
    if (anomaly.rise() != null) {
      item.put("baseline", AttributeValue.fromN(anomaly.rise().baseline().toString()));
      item.put(
          "window_seconds",
          AttributeValue.fromN(Long.toString(anomaly.rise().window().toSeconds())));
    }
    return item;
  }

  private static AttributeValue text(Instant instant) {
    return AttributeValue.fromS(Timestamps.format(instant));
  }

  private static Set<Step> missing(Map<String, AttributeValue> row, Set<Step> wanted) {
    Set<Step> missing = EnumSet.noneOf(Step.class);
    missing.addAll(wanted);
    missing.removeIf(step -> row.containsKey(attribute(step)));
    return missing;
  }

  /** When the step was done. */
  private static String attribute(Step step) {
    return switch (step) {
      case NOTIFICATION -> "notified_at";
      case METRIC -> "counted_at";
    };
  }

  /** Marks what this instance had sent before and could not mark then. */
  private void writeLateMarks(Row row) {
    Set<Step> late = row.missing();
    late.removeAll(sent.missing(row.key, late));
    late.forEach(row::done);
  }

  /** A claim, and the row that it is written in. */
  private final class Row implements Claim {

    private final ReadingKey key;
    private final String claimId;
    private final Set<Step> missing;
    private final Deadline marking;

    Row(ReadingKey key, String claimId, Set<Step> missing, Deadline marking) {
      this.key = key;
      this.claimId = claimId;
      this.missing = missing;
      this.marking = marking;
    }

    @Override
    public Set<Step> missing() {
      return EnumSet.copyOf(missing);
    }

    /** The mark of the last step also ends the claim. */
    @Override
    public void done(Step step) {
      sent.markDone(key, step);
      String at = attribute(step);
      boolean last = missing.equals(EnumSet.of(step));
      UpdateItemRequest request =
          update(key)
              .updateExpression(
                  "SET "
                      + at
                      + " = if_not_exists("
                      + at
                      + ", :now)"
                      + (last ? " REMOVE claimed_until, claimed_by" : ""))
              .expressionAttributeValues(Map.of(":now", text(clock.instant())))
              .build();
      retries.call(marking, timeout -> dynamoDb.updateItem(request));
      missing.remove(step);
    }

    @Override
    public void release() {
      dynamoDb.updateItem(
          update(key)
              .updateExpression("REMOVE claimed_until, claimed_by")
              .conditionExpression("claimed_by = :me")
              .expressionAttributeValues(Map.of(":me", AttributeValue.fromS(claimId)))
              .build());
    }
  }
}
