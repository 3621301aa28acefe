package dev.iotpipeline.local.aws.testing;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Tables of DynamoDB Local. Starting the process takes seconds, so all tests of a module share it;
 * each makes tables of its own. A test class with {@code @ExtendWith(DynamoDbTables.Shared.class)}
 * is given them as a parameter of its constructor.
 */
public final class DynamoDbTables implements AutoCloseable {

  /** Starts the process for the first test that asks, and ends it after the last test of all. */
  public static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == DynamoDbTables.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(DynamoDbTables.class);
    }
  }

  /**
   * Takes the time-outs out of requests: they come from a test's clock, and calls take real time.
   */
  private static final class WithoutTimeouts implements ExecutionInterceptor {

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest call, ExecutionAttributes attributes) {
      AwsRequest request = (AwsRequest) call.request();
      return request.toBuilder()
          .overrideConfiguration((AwsRequestOverrideConfiguration) null)
          .build();
    }
  }

  private final DynamoDbLocalProcess process;
  private final DynamoDbClient client;
  private final AtomicInteger created = new AtomicInteger();

  private DynamoDbTables() throws IOException {
    process = DynamoDbLocalProcess.start(0);
    client =
        LocalAws.at(process.uri(), DynamoDbClient.builder())
            .overrideConfiguration(
                to ->
                    to.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new WithoutTimeouts()))
            .build();
  }

  /** A client that sees every table. It does not retry, and no call of it times out. */
  public DynamoDbClient client() {
    return client;
  }

  /** Creates a table whose keys are texts; returns its name, which no other table has. */
  public String create(String partitionKey, String sortKey) {
    String name = "table-" + created.incrementAndGet();
    client.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(partitionKey), text(sortKey))
                .keySchema(key(partitionKey, KeyType.HASH), key(sortKey, KeyType.RANGE)));
    return name;
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

  /** All items of a table: in the order of their sort keys where they share a partition key. */
  public List<Map<String, AttributeValue>> items(String tableName) {
    return client
        .scanPaginator(scan -> scan.tableName(tableName).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
