package dev.iotpipeline.consumer;

import dev.iotpipeline.consumer.Retries.GivenUp;
import dev.iotpipeline.telemetry.ReadingKey;
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

/** The table of readings, written many at a time. */
final class ReadingTable {

  /**
   * DynamoDB's limit on items. Its limit of 16 MB a call is far away: by the data contract an item
   * has less than 8 KB.
   */
  private static final int ITEMS_PER_CALL = 25;

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final ReadingItem items;
  private final Workers workers;
  private final Retries retries;

  ReadingTable(
      DynamoDbClient dynamoDb,
      String tableName,
      ReadingItem items,
      Workers workers,
      Retries retries) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.items = items;
    this.workers = workers;
    this.retries = retries;
  }

  /**
   * Writes readings, replacing what the table holds under their keys.
   *
   * @param readings each with a key of its own: DynamoDB refuses a call that has one twice
   * @return the keys of those that are certainly stored
   */
  Set<ReadingKey> write(List<DecodedRecord> readings, Deadline deadline, BatchLog log) {
    List<Callable<Set<ReadingKey>>> calls = new ArrayList<>();
    for (int from = 0; from < readings.size(); from += ITEMS_PER_CALL) {
      int to = Math.min(from + ITEMS_PER_CALL, readings.size());
      List<DecodedRecord> chunk = readings.subList(from, to);
      calls.add(() -> writeChunk(chunk, deadline, log));
    }
    Set<ReadingKey> stored = new HashSet<>(readings.size() * 2);
    workers.runAll(calls).forEach(stored::addAll);
    return stored;
  }

  private Set<ReadingKey> writeChunk(List<DecodedRecord> chunk, Deadline deadline, BatchLog log) {
    Chunk unwritten = new Chunk(chunk);
    Optional<GivenUp> givenUp = retries.run(deadline, unwritten::isWritten);
    if (givenUp.isPresent()) {
      List<DecodedRecord> left = unwritten.left();
      if (givenUp.get().isValidation() && left.size() > 1) {
        return union(unwritten.stored(), writeHalves(left, deadline, log));
      }
      log.givenUp(
          "write_failed",
          givenUp.get(),
          "shard_id",
          left.get(0).record().shardId(),
          "sequence_number",
          left.get(0).record().sequenceNumber(),
          "items",
          left.size());
    }
    return unwritten.stored();
  }

  /**
   * DynamoDB refuses a whole call for one bad item and does not say which. Halving finds it in
   * about ten calls, needs no permission beyond BatchWriteItem, and its neighbours are stored.
   */
  private Set<ReadingKey> writeHalves(List<DecodedRecord> items, Deadline deadline, BatchLog log) {
    int middle = items.size() / 2;
    return union(
        writeChunk(items.subList(0, middle), deadline, log),
        writeChunk(items.subList(middle, items.size()), deadline, log));
  }

  private static Set<ReadingKey> union(Set<ReadingKey> some, Set<ReadingKey> others) {
    Set<ReadingKey> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** The items of one call, and which of them are still to be written. */
  private final class Chunk {

    private final Map<ReadingKey, DecodedRecord> left = new LinkedHashMap<>();
    private final Set<ReadingKey> stored = new HashSet<>();

    Chunk(List<DecodedRecord> items) {
      items.forEach(item -> left.put(item.key(), item));
    }

    boolean isWritten(Duration timeout) {
      Set<ReadingKey> unprocessed = unprocessed(dynamoDb.batchWriteItem(request(timeout)));
      left.keySet().stream().filter(key -> !unprocessed.contains(key)).forEach(stored::add);
      left.keySet().retainAll(unprocessed);
      return left.isEmpty();
    }

    private BatchWriteItemRequest request(Duration timeout) {
      List<WriteRequest> puts =
          left.values().stream()
              .map(items::of)
              .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
              .toList();
      return BatchWriteItemRequest.builder()
          .requestItems(Map.of(tableName, puts))
          .overrideConfiguration(call -> call.apiCallTimeout(timeout))
          .build();
    }

    List<DecodedRecord> left() {
      return List.copyOf(left.values());
    }

    Set<ReadingKey> stored() {
      return stored;
    }
  }

  /** The answer may name the table otherwise than the request did; there is only one in it. */
  private static Set<ReadingKey> unprocessed(BatchWriteItemResponse response) {
    return response.unprocessedItems().values().stream()
        .flatMap(List::stream)
        .map(write -> key(write.putRequest().item()))
        .collect(Collectors.toSet());
  }

  private static ReadingKey key(Map<String, AttributeValue> item) {
    return new ReadingKey(item.get(ReadingItem.DEVICE_ID).s(), item.get(ReadingItem.TIMESTAMP).s());
  }
}
