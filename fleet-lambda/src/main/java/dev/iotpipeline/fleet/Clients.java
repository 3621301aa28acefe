package dev.iotpipeline.fleet;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The clients of the deployed function. The SDK finds endpoint, region and credentials by itself.
 * They do not retry: the one retry loop does, and knows how much time there is.
 */
final class Clients {

  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private Clients() {}

  static DynamoDbClient dynamoDb() {
    return withoutRetries(DynamoDbClient.builder());
  }

  static CloudWatchClient cloudWatch() {
    return withoutRetries(CloudWatchClient.builder());
  }

  private static <B extends AwsClientBuilder<B, C>, C> C withoutRetries(B builder) {
    return builder
        .overrideConfiguration(
            limits ->
                limits.apiCallAttemptTimeout(ATTEMPT).retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}
