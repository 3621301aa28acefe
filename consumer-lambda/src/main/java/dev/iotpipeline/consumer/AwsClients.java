package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Retries;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The clients of the deployed function. The SDK finds endpoint, region and credentials by itself.
 */
final class AwsClients {

  private AwsClients() {}

  /** Chosen here, so that the SDK does not search the class path for a client. */
  static SdkHttpClient http() {
    return Apache5HttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(2))
        .socketTimeout(Retries.LONGEST_CALL)
        .build();
  }

  static DynamoDbClient dynamoDb(SdkHttpClient http) {
    return DynamoDbClient.builder()
        .httpClient(http)
        .overrideConfiguration(withoutRetries())
        .build();
  }

  static LambdaClient lambda(SdkHttpClient http) {
    return LambdaClient.builder().httpClient(http).overrideConfiguration(withoutRetries()).build();
  }

  /** {@link Retries} repeats calls; two mechanisms would multiply their attempts. */
  private static ClientOverrideConfiguration withoutRetries() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .build();
  }
}
