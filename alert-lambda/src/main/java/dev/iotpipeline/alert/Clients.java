package dev.iotpipeline.alert;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The clients of the deployed function. The SDK finds endpoint, region and credentials by itself.
 */
final class Clients {

  /** All services answer in tens of milliseconds; three attempts fit into a send. */
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private Clients() {}

  static SnsClient sns() {
    return SnsClient.builder().overrideConfiguration(limits()).build();
  }

  static CloudWatchClient cloudWatch() {
    return CloudWatchClient.builder().overrideConfiguration(limits()).build();
  }

  /** Without retries of its own: the ledger repeats calls, and knows how much time there is. */
  static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .overrideConfiguration(
            limits -> limits.apiCallTimeout(ATTEMPT).retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static ClientOverrideConfiguration limits() {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(ATTEMPT)
        .retryStrategy(RetryMode.STANDARD)
        .build();
  }
}
