package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.aws.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes items to one table, many in a call.
 *
 * @param <T> what becomes an item
 * @param <K> what tells two items apart: the table's key
 */
final class TableWriter<T extends DecodedRecord, K> {

  /** How things of a kind become items. */
  interface Items<T extends DecodedRecord, K> {

    K key(T thing);

    K keyOf(Map<String, AttributeValue> item);

    Map<String, AttributeValue> item(T thing);

    /** The log's event for what could not be written. */
    String failureEvent();
  }

  /**
   * DynamoDB's limit. Its other limit, 16 MB a call, cannot be reached: an invocation has 6 MB at
   * most.
   */
  private static final int ITEMS_PER_CALL = 25;

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final Items<T, K> items;
  private final Workers workers;
  private final Retries retries;

  TableWriter(
      DynamoDbClient dynamoDb,
      String tableName,
      Items<T, K> items,
      Workers workers,
      Retries retries) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.items = items;
    this.workers = workers;
    this.retries = retries;
  }

  /**
   * Writes items; they replace those that the table has under their keys.
   *
   * @param things each with a key of its own: DynamoDB refuses a call that has one twice
   * @return the keys of those that are certainly stored
   */
  Set<K> write(List<T> things, Deadline deadline, BatchLog log) {
    List<Callable<Set<K>>> calls = new ArrayList<>();
    for (int from = 0; from < things.size(); from += ITEMS_PER_CALL) {
      int to = Math.min(from + ITEMS_PER_CALL, things.size());
      List<T> chunk = things.subList(from, to);
      calls.add(() -> writeChunk(chunk, deadline, log));
    }
    Set<K> stored = new HashSet<>(things.size() * 2);
    workers.runAll(calls).forEach(stored::addAll);
    return stored;
  }

  private Set<K> writeChunk(List<T> chunk, Deadline deadline, BatchLog log) {
    Chunk unwritten = new Chunk(chunk);
    Optional<GivenUp> givenUp = retries.run(deadline, unwritten::isWritten);
    if (givenUp.isPresent()) {
      List<T> left = unwritten.left();
      if (givenUp.get().isValidation() && left.size() > 1) {
        return union(unwritten.stored(), writeHalves(left, deadline, log));
      }
      ShardRecord first = left.get(0).record();
      log.givenUp(
          items.failureEvent(),
          givenUp.get(),
          line -> first.identify(line).with("items", left.size()));
    }
    return unwritten.stored();
  }

  /**
   * DynamoDB refuses a whole call for one bad item and does not say which one it is. Halving finds
   * it in about ten calls and stores the others, without a permission beyond BatchWriteItem.
   */
  private Set<K> writeHalves(List<T> things, Deadline deadline, BatchLog log) {
    int middle = things.size() / 2;
    return union(
        writeChunk(things.subList(0, middle), deadline, log),
        writeChunk(things.subList(middle, things.size()), deadline, log));
  }

  private static <K> Set<K> union(Set<K> some, Set<K> others) {
    Set<K> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** The items of one call, and which of them are still to be written. */
  private final class Chunk {

    private final Map<K, T> left = new LinkedHashMap<>();
    private final Set<K> stored = new HashSet<>();

    Chunk(List<T> things) {
      things.forEach(thing -> left.put(items.key(thing), thing));
    }

    boolean isWritten(Duration timeout) {
      Set<K> unprocessed = unprocessed(dynamoDb.batchWriteItem(request(timeout)));
      left.keySet().stream().filter(key -> !unprocessed.contains(key)).forEach(stored::add);
      left.keySet().retainAll(unprocessed);
      return left.isEmpty();
    }

    private BatchWriteItemRequest request(Duration timeout) {
      List<WriteRequest> puts =
          left.values().stream()
              .map(items::item)
              .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
              .toList();
      return BatchWriteItemRequest.builder()
          .requestItems(Map.of(tableName, puts))
          .overrideConfiguration(call -> call.apiCallTimeout(timeout))
          .build();
    }

    /**
     * The answer may use another name of the table than the request; it is about one table only.
     */
    private Set<K> unprocessed(BatchWriteItemResponse response) {
      return response.unprocessedItems().values().stream()
          .flatMap(List::stream)
          .map(write -> items.keyOf(write.putRequest().item()))
          .collect(Collectors.toSet());
    }

    List<T> left() {
      return List.copyOf(left.values());
    }

    Set<K> stored() {
      return stored;
    }
  }
}
