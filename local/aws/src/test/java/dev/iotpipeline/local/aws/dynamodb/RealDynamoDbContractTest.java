package dev.iotpipeline.local.aws.dynamodb;

import dev.iotpipeline.local.aws.contract.AgainstRealAws;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@AgainstRealAws
class RealDynamoDbContractTest extends DynamoDbContract {

  @AutoClose private final DynamoDbClient client = DynamoDbClient.create();

  @Override
  DynamoDbClient dynamoDb() {
    return client;
  }
}
