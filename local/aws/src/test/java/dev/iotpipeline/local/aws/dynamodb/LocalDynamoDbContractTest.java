package dev.iotpipeline.local.aws.dynamodb;

import dev.iotpipeline.local.aws.contract.Clients;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LocalDynamoDbContractTest extends DynamoDbContract {

  private static DynamoDbLocalProcess process;
  private static DynamoDbClient client;

  @BeforeAll
  static void start() throws IOException {
    process = DynamoDbLocalProcess.start(0);
    client = Clients.local(DynamoDbClient.builder(), process.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    process.close();
  }

  @Override
  DynamoDbClient dynamoDb() {
    return client;
  }
}
