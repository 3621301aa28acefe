package dev.iotpipeline.fleet;

import dev.iotpipeline.aws.function.FunctionAws;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The clients of the deployed function. They do not retry: the one retry loop does, and knows how
 * much time there is.
 */
record Clients(DynamoDbClient dynamoDb, CloudWatchClient cloudWatch) {

  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  static Clients of(FunctionAws aws) {
    return new Clients(
        aws.client(DynamoDbClient.builder(), Clients::limits),
        aws.client(CloudWatchClient.builder(), Clients::limits));
  }

  private static void limits(ClientOverrideConfiguration.Builder limits) {
    limits.apiCallAttemptTimeout(ATTEMPT).retryStrategy(AwsRetryStrategy.doNotRetry());
  }
}
