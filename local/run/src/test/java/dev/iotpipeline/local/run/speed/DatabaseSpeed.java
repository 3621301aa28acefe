package dev.iotpipeline.local.run.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess.Compiler;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What DynamoDB Local takes, with nothing around it: the limit to compare a local run with. No
 * build runs it, since it measures and asserts nearly nothing:
 *
 * <pre>mvn test -pl local/run -am -Dtest=DatabaseSpeed -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class DatabaseSpeed {

  private static final int THREADS = 4;
  private static final int ITEMS = 25;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final PipelineTables.Names NAMES = PipelineTables.Names.DEFAULT;

  private final AtomicLong sequence = new AtomicLong();

  @ParameterizedTest
  @EnumSource
  void readingsAloneAndReadingsWithTheShadowsOfTheirDevices(Compiler compiler) throws Exception {
    System.out.println("Compiler " + compiler);
    try (DynamoDbLocalProcess database = DynamoDbLocalProcess.start(0, null, compiler);
        PipelineTables tables = new PipelineTables(database.uri(), NAMES)) {
      tables.createIfMissing();
      DynamoDbClient client = tables.client();
      for (int thread = 0; thread < THREADS; thread++) {
        insertShadows(client, thread);
      }
      measure("readings alone", database, thread -> write(client, thread));
      measure(
          "readings with shadows",
          database,
          thread -> {
            readShadows(client, thread);
            write(client, thread);
            updateShadows(client, thread);
          });
    }
  }

  /** A thread's work for 25 readings. */
  private interface Work {
    void of(int thread);
  }

  private void measure(String name, DynamoDbLocalProcess database, Work work) throws Exception {
    readingsIn(WARM_UP, work);
    Duration before = database.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    long readings = readingsIn(TIME, work);
    Duration used = database.handle().info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d readings/s, %.2f ms of a processor each%n",
        name,
        readings / TIME.toSeconds(),
        used.toMillis() / (double) readings);
    assertThat(readings).isPositive();
  }

  private static long readingsIn(Duration time, Work work) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Long>> loops =
          IntStream.range(0, THREADS)
              .<Callable<Long>>mapToObj(n -> () -> loop(n, end, work))
              .toList();
      long readings = 0;
      for (Future<Long> loop : threads.invokeAll(loops)) {
        readings += loop.get();
      }
      return readings;
    } finally {
      threads.shutdown();
    }
  }

  private static long loop(int thread, long end, Work work) {
    long readings = 0;
    while (System.nanoTime() < end) {
      work.of(thread);
      readings += ITEMS;
    }
    return readings;
  }

  private void write(DynamoDbClient client, int thread) {
    List<WriteRequest> puts =
        devices(thread).stream()
            .map(
                device ->
                    WriteRequest.builder().putRequest(put -> put.item(reading(device))).build())
            .toList();
    assertThat(
            client
                .batchWriteItem(batch -> batch.requestItems(Map.of(NAMES.readings(), puts)))
                .unprocessedItems())
        .isEmpty();
  }

  private void readShadows(DynamoDbClient client, int thread) {
    List<Map<String, AttributeValue>> keys =
        devices(thread).stream()
            .map(device -> Map.of("device_id", AttributeValue.fromS(device)))
            .toList();
    KeysAndAttributes asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    assertThat(
            client
                .batchGetItem(get -> get.requestItems(Map.of(NAMES.shadows(), asked)))
                .responses()
                .get(NAMES.shadows()))
        .hasSize(ITEMS);
  }

  private void insertShadows(DynamoDbClient client, int thread) {
    List<WriteRequest> puts =
        devices(thread).stream()
            .map(
                device ->
                    WriteRequest.builder().putRequest(put -> put.item(shadow(device))).build())
            .toList();
    client.batchWriteItem(batch -> batch.requestItems(Map.of(NAMES.shadows(), puts)));
  }

  /** In the form in which the consumer does it, with a condition that always holds. */
  private void updateShadows(DynamoDbClient client, int thread) {
    List<BatchStatementRequest> updates = new ArrayList<>();
    for (String device : devices(thread)) {
      Map<String, AttributeValue> set = shadow(device);
      AttributeValue key = set.remove("device_id");
      String assignments =
          set.keySet().stream()
              .map(name -> "SET \"" + name + "\" = ?")
              .collect(Collectors.joining(" "));
      List<AttributeValue> parameters = new ArrayList<>(set.values());
      parameters.add(key);
      parameters.add(AttributeValue.fromS("none"));
      updates.add(
          BatchStatementRequest.builder()
              .statement(
                  "UPDATE \"%s\" %s WHERE device_id = ? AND sequence_number <> ? AND breaches.silent"
                          .formatted(NAMES.shadows(), assignments)
                      + " IS MISSING")
              .parameters(parameters)
              .build());
    }
    BatchExecuteStatementResponse answer =
        client.batchExecuteStatement(batch -> batch.statements(updates));
    assertThat(answer.responses()).allMatch(response -> response.error() == null);
  }

  private static List<String> devices(int thread) {
    return IntStream.range(0, ITEMS)
        .mapToObj(n -> "site-%d/sensor-%03d".formatted(thread, n))
        .toList();
  }

  private Map<String, AttributeValue> reading(String device) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("device_id", AttributeValue.fromS(device));
    item.put("timestamp", time());
    item.put("temperature", AttributeValue.fromN("23.52"));
    item.put("humidity", AttributeValue.fromN("48.25"));
    item.put("pressure", AttributeValue.fromN("1003.25"));
    item.put("firmware_version", AttributeValue.fromS("1.2.0"));
    item.put("ingestion_timestamp", time());
    return item;
  }

  private Map<String, AttributeValue> shadow(String device) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("device_id", AttributeValue.fromS(device));
    item.put(
        "sequence_number", AttributeValue.fromS("%056d".formatted(sequence.incrementAndGet())));
    item.put("shard_id", AttributeValue.fromS("shardId-000000000000"));
    item.put("heard_at", time());
    item.put("silence_slot", AttributeValue.fromS("2026-11-23T10:15#3"));
    item.put("readings", AttributeValue.fromN("17"));
    item.put("timestamp", time());
    item.put("temperature", AttributeValue.fromN("23.52"));
    item.put("humidity", AttributeValue.fromN("48.25"));
    item.put("pressure", AttributeValue.fromN("1003.25"));
    item.put("firmware_version", AttributeValue.fromS("1.2.0"));
    item.put("window", AttributeValue.fromL(List.of(AttributeValue.fromS(time().s() + " 23.52"))));
    item.put("breaches", AttributeValue.fromM(Map.of()));
    return item;
  }

  /** Another in each call. */
  private AttributeValue time() {
    return AttributeValue.fromS(
        Instant.parse("2026-11-23T10:15:30Z")
            .plusNanos(sequence.incrementAndGet() * 1_000_001)
            .toString());
  }
}
