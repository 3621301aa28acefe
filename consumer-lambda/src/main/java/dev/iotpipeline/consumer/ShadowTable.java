package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The table of shadows, one item for each device. Many are read and written at a time; each write
 * has its own condition, which only statements of PartiQL can have in a batch.
 */
final class ShadowTable {

  /** DynamoDB's limits for a call. */
  private static final int KEYS_PER_CALL = 100;

  private static final int STATEMENTS_PER_CALL = 25;

  /** Errors of one statement that the same statement may not meet a moment later. */
  private static final Set<BatchStatementErrorCodeEnum> WORTH_RETRY =
      Set.of(
          BatchStatementErrorCodeEnum.THROTTLING_ERROR,
          BatchStatementErrorCodeEnum.PROVISIONED_THROUGHPUT_EXCEEDED,
          BatchStatementErrorCodeEnum.REQUEST_LIMIT_EXCEEDED,
          BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR,
          BatchStatementErrorCodeEnum.TRANSACTION_CONFLICT);

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final ShadowItem items;
  private final Workers workers;
  private final Retries retries;

  ShadowTable(
      DynamoDbClient dynamoDb,
      String tableName,
      ShadowItem items,
      Workers workers,
      Retries retries) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.items = items;
    this.workers = workers;
    this.retries = retries;
  }

  /**
   * What was read.
   *
   * @param shadows the shadows, by device
   * @param unread devices that were not read in time
   */
  record Loaded(Map<String, Shadow> shadows, Set<String> unread) {}

  /** Reads the shadows of devices, each once; a device without one is in neither set. */
  Loaded read(Collection<String> devices, Deadline deadline, BatchLog log) {
    Map<String, Shadow> shadows = new HashMap<>();
    Set<String> unread = new LinkedHashSet<>();
    for (Loaded part : workers.runAll(reads(devices, deadline, log))) {
      shadows.putAll(part.shadows());
      unread.addAll(part.unread());
    }
    return new Loaded(shadows, unread);
  }

  private List<Callable<Loaded>> reads(
      Collection<String> devices, Deadline deadline, BatchLog log) {
    List<Callable<Loaded>> reads = new ArrayList<>();
    for (List<String> part : Chunks.of(List.copyOf(devices), KEYS_PER_CALL)) {
      reads.add(() -> readPart(part, deadline, log));
    }
    return reads;
  }

  private Loaded readPart(List<String> devices, Deadline deadline, BatchLog log) {
    Set<String> left = new LinkedHashSet<>(devices);
    Map<String, Shadow> shadows = new HashMap<>();
    Optional<GivenUp> givenUp =
        retries.run(
            deadline,
            timeout -> {
              BatchGetItemResponse response = dynamoDb.batchGetItem(get(left, timeout));
              response.responses().values().stream()
                  .flatMap(List::stream)
                  .map(items::shadow)
                  .forEach(shadow -> shadows.put(shadow.deviceId(), shadow));
              left.retainAll(unprocessed(response));
              return left.isEmpty();
            });
    givenUp.ifPresent(
        why -> log.givenUp("shadow_read_failed", why, line -> line.with("devices", left.size())));
    return new Loaded(shadows, left);
  }

  private BatchGetItemRequest get(Set<String> devices, Duration timeout) {
    List<Map<String, AttributeValue>> keys =
        devices.stream().map(id -> Map.of(ShadowItem.DEVICE_ID, AttributeValue.fromS(id))).toList();
    return BatchGetItemRequest.builder()
        .requestItems(
            Map.of(tableName, KeysAndAttributes.builder().keys(keys).consistentRead(true).build()))
        .overrideConfiguration(call -> call.apiCallTimeout(timeout))
        .build();
  }

  private static Set<String> unprocessed(BatchGetItemResponse response) {
    return response.unprocessedKeys().values().stream()
        .flatMap(keys -> keys.keys().stream())
        .map(key -> Objects.requireNonNull(key.get(ShadowItem.DEVICE_ID)).s())
        .collect(Collectors.toSet());
  }

  /**
   * The devices that stand in a slot of the index.
   *
   * @param slot a key of {@link SilenceSlots#keys}
   * @return none if the index could not be read in time; the next check finds them
   */
  List<String> devicesIn(String slot, Deadline deadline, BatchLog log) {
    List<String> devices = new ArrayList<>();
    Optional<GivenUp> givenUp =
        retries.run(
            deadline,
            timeout -> {
              devices.clear();
              Map<String, AttributeValue> next = Map.of();
              do {
                QueryResponse page = dynamoDb.query(query(slot, next, timeout));
                page.items().forEach(item -> devices.add(ShadowItem.deviceId(item)));
                next = page.lastEvaluatedKey();
              } while (!next.isEmpty());
              return true;
            });
    givenUp.ifPresent(
        why -> log.givenUp("silence_not_checked", why, line -> line.with("slot", slot)));
    return givenUp.isPresent() ? List.of() : devices;
  }

  private QueryRequest query(String slot, Map<String, AttributeValue> next, Duration timeout) {
    return QueryRequest.builder()
        .tableName(tableName)
        .indexName(ResourceNames.SILENCE_INDEX)
        .keyConditionExpression(ShadowItem.SILENCE_SLOT + " = :slot")
        .expressionAttributeValues(Map.of(":slot", AttributeValue.fromS(slot)))
        .exclusiveStartKey(next.isEmpty() ? null : next)
        .overrideConfiguration(call -> call.apiCallTimeout(timeout))
        .build();
  }

  /**
   * A shadow that takes the place of another.
   *
   * @param before what it was made from; null if the device had none
   * @param after what is to be written
   */
  record Change(@Nullable Shadow before, Shadow after) {}

  /** What became of a change. */
  enum Written {
    /** The table has it. */
    DONE,
    /** Another invocation was first: the shadow has to be read and the records judged again. */
    OVERTAKEN,
    /** It could not be written in time. */
    FAILED
  }

  /**
   * Writes shadows, each on the condition that the table still has the one that it was made from,
   * or an older one.
   *
   * @param changes of different devices
   * @return what became of each device's change
   */
  Map<String, Written> write(Collection<Change> changes, Deadline deadline, BatchLog log) {
    List<Callable<Map<String, Written>>> writes = new ArrayList<>();
    for (List<Change> part : Chunks.of(List.copyOf(changes), STATEMENTS_PER_CALL)) {
      writes.add(() -> writePart(part, deadline, log));
    }
    Map<String, Written> written = new HashMap<>();
    workers.runAll(writes).forEach(written::putAll);
    return written;
  }

  private Map<String, Written> writePart(List<Change> changes, Deadline deadline, BatchLog log) {
    Map<String, Change> left = new LinkedHashMap<>();
    changes.forEach(change -> left.put(change.after().deviceId(), change));
    Map<String, Written> written = new HashMap<>();
    Optional<GivenUp> givenUp =
        retries.run(
            deadline,
            timeout -> {
              List<Change> asked = List.copyOf(left.values());
              List<BatchStatementResponse> answers =
                  dynamoDb.batchExecuteStatement(request(asked, timeout)).responses();
              for (int i = 0; i < asked.size(); i++) {
                String device = asked.get(i).after().deviceId();
                settle(device, answers.get(i).error(), written, log);
              }
              left.keySet().removeAll(written.keySet());
              return left.isEmpty();
            });
    givenUp.ifPresent(
        why -> log.givenUp("shadow_write_failed", why, line -> line.with("devices", left.size())));
    left.keySet().forEach(device -> written.put(device, Written.FAILED));
    return written;
  }

  /** A statement that may succeed a moment later is not settled. */
  private static void settle(
      String device,
      @Nullable BatchStatementError error,
      Map<String, Written> written,
      BatchLog log) {
    if (error == null) {
      written.put(device, Written.DONE);
    } else if (error.code() == BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED
        || error.code() == BatchStatementErrorCodeEnum.DUPLICATE_ITEM) {
      written.put(device, Written.OVERTAKEN);
    } else if (!WORTH_RETRY.contains(error.code())) {
      written.put(device, Written.FAILED);
      log.warn(
          "shadow_write_failed",
          line -> line.with("device_id", device).with("reason", error.codeAsString()));
    }
  }

  private BatchExecuteStatementRequest request(List<Change> changes, Duration timeout) {
    return BatchExecuteStatementRequest.builder()
        .statements(changes.stream().map(this::statement).toList())
        .overrideConfiguration(call -> call.apiCallTimeout(timeout))
        .build();
  }

  private BatchStatementRequest statement(Change change) {
    Map<String, AttributeValue> item = items.item(change.after());
    return change.before() == null ? insert(item) : update(item, change.before());
  }

  private BatchStatementRequest insert(Map<String, AttributeValue> item) {
    String attributes =
        item.keySet().stream().map(name -> "'" + name + "': ?").collect(Collectors.joining(", "));
    return BatchStatementRequest.builder()
        .statement("INSERT INTO \"" + tableName + "\" VALUE {" + attributes + "}")
        .parameters(item.values())
        .build();
  }

  /**
   * The table still has to hold what the change was made from: the same number, so that the number
   * goes up; and the same silence, since the check that finds a device silent leaves the number.
   */
  private BatchStatementRequest update(Map<String, AttributeValue> item, Shadow before) {
    Map<String, AttributeValue> set = new LinkedHashMap<>(item);
    AttributeValue device = Objects.requireNonNull(set.remove(ShadowItem.DEVICE_ID));
    String assignments =
        set.keySet().stream()
            .map(name -> "SET \"" + name + "\" = ?")
            .collect(Collectors.joining(" "));
    List<AttributeValue> parameters = new ArrayList<>(set.values());
    parameters.add(device);
    parameters.add(AttributeValue.fromS(before.place().sequenceNumber()));
    return BatchStatementRequest.builder()
        .statement(
            "UPDATE \"%s\" %s WHERE device_id = ? AND sequence_number = ? AND breaches.silent IS %s"
                .formatted(tableName, assignments, before.isSilent() ? "NOT MISSING" : "MISSING"))
        .parameters(parameters)
        .build();
  }
}
