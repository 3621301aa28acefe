package dev.iotpipeline.consumer;

import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The tables of one test of shadows, as Terraform creates them. */
final class ShadowTables {

  private static final AtomicInteger COUNT = new AtomicInteger();

  final DynamoDbClient client;
  final String readings;
  final String shadows;
  final String thresholds;

  ShadowTables(DynamoDbTables tables) {
    client = tables.client();
    readings = tables.create("device_id", "timestamp");
    int number = COUNT.incrementAndGet();
    shadows = "shadows-" + number;
    thresholds = "thresholds-" + number;
    client.createTable(
        table ->
            table
                .tableName(shadows)
                .keySchema(key("device_id"))
                .attributeDefinitions(text("device_id"), text("silence_slot"))
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("by-silence-slot")
                        .keySchema(key("silence_slot"))
                        .projection(only -> only.projectionType(ProjectionType.KEYS_ONLY))
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
    client.createTable(
        table ->
            table
                .tableName(thresholds)
                .keySchema(key("applies_to"))
                .attributeDefinitions(text("applies_to"))
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static KeySchemaElement key(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("S").build();
  }

  /** The items of the table of shadows, by device. */
  Map<String, Map<String, AttributeValue>> shadowItems() {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    client
        .scanPaginator(scan -> scan.tableName(shadows).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get("device_id").s(), item));
    return items;
  }
}
