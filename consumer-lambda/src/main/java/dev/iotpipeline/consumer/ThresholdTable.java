package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Thresholds that differ within the fleet: a small table with an item for a device ({@code
 * cabinet-7}) or for all devices that begin alike ({@code cabinet-*}). The device's own item wins,
 * then the longest beginning; what an item does not say, the next one says, and in the end the
 * fleet's settings.
 *
 * <p>The table is read as a whole, at most once a minute by each instance, and never for a reading.
 * If it cannot be read, what was read before holds.
 */
final class ThresholdTable implements DeviceThresholds {

  private static final Duration VALID_FOR = Duration.ofMinutes(1);

  /** How long a batch waits for new thresholds while it has old ones. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** After a failure the next batches go on with what there is. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final String APPLIES_TO = "applies_to";

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final Thresholds fleet;
  private final Retries retries;
  private final Clock clock;

  /** What was read last; null before the first time. */
  private volatile @Nullable Map<String, Map<AnomalyKind, BigDecimal>> items;

  /** Of the beginnings in the table, the longest first: only these are tried. */
  private volatile List<Integer> lengths = List.of();

  private volatile Instant readAt = Instant.MIN;

  /**
   * @param fleet what holds where the table says nothing
   */
  ThresholdTable(
      DynamoDbClient dynamoDb, String tableName, Thresholds fleet, Retries retries, Clock clock) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.fleet = fleet;
    this.retries = retries;
    this.clock = clock;
  }

  @Override
  public boolean areKnown(Deadline deadline, BatchLog log) {
    Instant now = clock.instant();
    if (!now.isBefore(readAt) && now.isBefore(readAt.plus(VALID_FOR))) {
      return true;
    }
    boolean isInUse = items != null;
    Map<String, Map<AnomalyKind, BigDecimal>> read = new HashMap<>();
    Optional<GivenUp> givenUp =
        retries.run(
            isInUse ? new Deadline(clock, now.plus(PATIENCE)) : deadline,
            timeout -> scan(timeout, read, log));
    if (givenUp.isPresent()) {
      log.givenUp("thresholds_not_read", givenUp.get(), line -> line.with("in_use", isInUse));
      readAt = isInUse ? now.minus(VALID_FOR).plus(PAUSE) : readAt;
      return isInUse;
    }
    items = read;
    lengths = lengths(read.keySet());
    readAt = now;
    return true;
  }

  private boolean scan(
      Duration timeout, Map<String, Map<AnomalyKind, BigDecimal>> read, BatchLog log) {
    read.clear();
    Map<String, AttributeValue> next = Map.of();
    do {
      ScanResponse page =
          dynamoDb.scan(
              ScanRequest.builder()
                  .tableName(tableName)
                  .exclusiveStartKey(next.isEmpty() ? null : next)
                  .overrideConfiguration(call -> call.apiCallTimeout(timeout))
                  .build());
      page.items().forEach(item -> take(item, read, log));
      next = page.lastEvaluatedKey();
    } while (!next.isEmpty());
    return true;
  }

  /** An item that makes no sense is left out by name; the others hold. */
  private void take(
      Map<String, AttributeValue> item,
      Map<String, Map<AnomalyKind, BigDecimal>> read,
      BatchLog log) {
    AttributeValue appliesTo = item.getOrDefault(APPLIES_TO, AttributeValue.fromS(""));
    try {
      Map<AnomalyKind, BigDecimal> values = values(item);
      fleet.with(values);
      read.put(appliesTo.s(), values);
    } catch (IllegalArgumentException e) {
      log.warn(
          "threshold_ignored",
          line ->
              line.with(APPLIES_TO, appliesTo.s()).with("reason", String.valueOf(e.getMessage())));
    }
  }

  private static Map<AnomalyKind, BigDecimal> values(Map<String, AttributeValue> item) {
    Map<AnomalyKind, BigDecimal> values = new HashMap<>();
    item.forEach(
        (name, value) ->
            AnomalyKind.of(name)
                .ifPresent(
                    kind -> {
                      if (value.n() == null) {
                        throw new IllegalArgumentException(name + " has to be a number");
                      }
                      values.put(kind, new BigDecimal(value.n()));
                    }));
    return values;
  }

  @Override
  public Thresholds apply(String deviceId) {
    Map<String, Map<AnomalyKind, BigDecimal>> known = items;
    if (known == null || known.isEmpty()) {
      return fleet;
    }
    Map<AnomalyKind, BigDecimal> values = new HashMap<>();
    known.getOrDefault(deviceId, Map.of()).forEach(values::putIfAbsent);
    for (int length : lengths) {
      if (length <= deviceId.length()) {
        known
            .getOrDefault(deviceId.substring(0, length) + "*", Map.of())
            .forEach(values::putIfAbsent);
      }
    }
    try {
      return fleet.with(values);
    } catch (IllegalArgumentException contradiction) {
      // Each item makes sense alone, and two of them together do not: it can only be the humidity.
      values.remove(AnomalyKind.HUMIDITY_ABOVE);
      values.remove(AnomalyKind.HUMIDITY_BELOW);
      return fleet.with(values);
    }
  }

  private static List<Integer> lengths(Set<String> appliesTo) {
    return appliesTo.stream()
        .filter(name -> name.endsWith("*"))
        .map(name -> name.length() - 1)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
