package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** DynamoDB Local for the tests of shadows; each test has tables of its own. */
final class ShadowTables implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DynamoDbLocalProcess process;
  final DynamoDbClient client;

  ShadowTables() throws IOException {
    process = DynamoDbLocalProcess.start(0);
    client =
        LocalAws.at(process.uri(), DynamoDbClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  /** Creates the tables of one test; returns what their names end with. */
  String create() {
    String suffix = "-" + COUNT.incrementAndGet();
    create("readings" + suffix, List.of("device_id", "timestamp"), List.of());
    create(
        "shadows" + suffix,
        List.of("device_id"),
        List.of(
            GlobalSecondaryIndex.builder()
                .indexName("by-silence-slot")
                .keySchema(key("silence_slot", KeyType.HASH))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build()));
    create("thresholds" + suffix, List.of("applies_to"), List.of());
    return suffix;
  }

  private void create(String name, List<String> keys, List<GlobalSecondaryIndex> indexes) {
    List<KeySchemaElement> schema = new ArrayList<>();
    List<AttributeDefinition> attributes = new ArrayList<>();
    for (String attribute : keys) {
      schema.add(key(attribute, schema.isEmpty() ? KeyType.HASH : KeyType.RANGE));
      attributes.add(text(attribute));
    }
    if (!indexes.isEmpty()) {
      attributes.add(text("silence_slot"));
    }
    client.createTable(
        table ->
            table
                .tableName(name)
                .keySchema(schema)
                .attributeDefinitions(attributes)
                .globalSecondaryIndexes(indexes.isEmpty() ? null : indexes)
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("S").build();
  }

  /** The items of the table of shadows, by device. */
  Map<String, Map<String, AttributeValue>> shadows(String suffix) {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    client
        .scanPaginator(scan -> scan.tableName("shadows" + suffix).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get("device_id").s(), item));
    return items;
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
