package dev.iotpipeline.local.dynamodb;

import dev.iotpipeline.local.kinesis.LocalStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table of readings in DynamoDB Local, created as Terraform creates it on AWS. */
public final class ReadingsTable implements AutoCloseable {

  private final DynamoDbClient client;
  private final String name;

  /**
   * @param endpoint where DynamoDB Local answers
   * @param name the table's name
   * @param interceptors are told of each call of {@link #client()}
   */
  public ReadingsTable(URI endpoint, String name, ExecutionInterceptor... interceptors) {
    this.name = name;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(LocalStream.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            // The consumer retries by itself, and its client on AWS does not.
            .overrideConfiguration(
                o ->
                    o.executionInterceptors(List.of(interceptors))
                        .retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  /** The client for whoever reads or writes the table. */
  public DynamoDbClient client() {
    return client;
  }

  public String name() {
    return name;
  }

  /** Creates the table, unless an earlier run has left it in the database's folder. */
  public void createIfMissing() {
    try {
      client.createTable(
          table ->
              table
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(text("device_id"), text("timestamp"))
                  .keySchema(key("device_id", KeyType.HASH), key("timestamp", KeyType.RANGE)));
    } catch (ResourceInUseException alreadyThere) {
      // Kept by --data; its key is the one above, since nothing else has ever created it.
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** Everything in the table, a page at a time. */
  public Iterable<Map<String, AttributeValue>> items() {
    return client.scanPaginator(scan -> scan.tableName(name).consistentRead(true)).items();
  }

  /** Removes the table and all that is in it. */
  public void delete() {
    client.deleteTable(table -> table.tableName(name));
  }

  @Override
  public void close() {
    client.close();
  }
}
