package dev.iotpipeline.alert;

import dev.iotpipeline.aws.function.FunctionAws;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The clients of the deployed function. */
record Clients(SnsClient sns, CloudWatchClient cloudWatch, DynamoDbClient dynamoDb) {

  /** All services answer in tens of milliseconds; three attempts fit into a send. */
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  /** DynamoDB's does not retry: the ledger repeats calls, and knows how much time there is. */
  static Clients of(FunctionAws aws) {
    return new Clients(
        aws.client(SnsClient.builder(), Clients::limits),
        aws.client(CloudWatchClient.builder(), Clients::limits),
        aws.client(
            DynamoDbClient.builder(),
            limits -> limits.apiCallTimeout(ATTEMPT).retryStrategy(AwsRetryStrategy.doNotRetry())));
  }

  private static void limits(ClientOverrideConfiguration.Builder limits) {
    limits.apiCallAttemptTimeout(ATTEMPT).retryStrategy(RetryMode.STANDARD);
  }
}
