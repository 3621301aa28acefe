package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The table of thresholds that differ within the fleet. It is read as a whole, at most once a
 * minute by each instance, and never for a reading. If it cannot be read, what was read before
 * holds.
 */
final class ThresholdTable implements DeviceThresholds {

  private static final Duration VALID_FOR = Duration.ofMinutes(1);

  /** How long a batch waits for new thresholds while it has old ones. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** After a failure the next batches go on with what there is. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final Thresholds fleet;
  private final Retries retries;
  private final Clock clock;

  /** What was read last; null before the first time. */
  private volatile @Nullable ThresholdItems items;

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
    List<Map<String, AttributeValue>> read = new ArrayList<>();
    Optional<GivenUp> givenUp =
        retries.run(
            isInUse ? new Deadline(clock, now.plus(PATIENCE)) : deadline,
            timeout -> scan(timeout, read));
    if (givenUp.isPresent()) {
      log.givenUp("thresholds_not_read", givenUp.get(), line -> line.with("in_use", isInUse));
      readAt = isInUse ? now.minus(VALID_FOR).plus(PAUSE) : readAt;
      return isInUse;
    }
    items = new ThresholdItems(read, fleet, (name, reason) -> ignored(name, reason, log));
    readAt = now;
    return true;
  }

  private boolean scan(Duration timeout, List<Map<String, AttributeValue>> read) {
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
      read.addAll(page.items());
      next = page.lastEvaluatedKey();
    } while (!next.isEmpty());
    return true;
  }

  private static void ignored(String appliesTo, String reason, BatchLog log) {
    log.warn(
        "threshold_ignored",
        line -> line.with(ThresholdItems.APPLIES_TO, appliesTo).with("reason", reason));
  }

  @Override
  public Thresholds apply(String deviceId) {
    ThresholdItems known = items;
    return known == null ? fleet : known.apply(deviceId);
  }
}
