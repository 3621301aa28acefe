package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.function.FunctionAws;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The clients of the deployed function. They do not retry: {@link Retries} repeats calls, and two
 * mechanisms would multiply their attempts.
 */
record AwsClients(DynamoDbClient dynamoDb, LambdaClient lambda) {

  static AwsClients of(FunctionAws aws) {
    return new AwsClients(
        aws.client(
            DynamoDbClient.builder(),
            limits -> limits.retryStrategy(AwsRetryStrategy.doNotRetry())),
        aws.client(
            LambdaClient.builder(), limits -> limits.retryStrategy(AwsRetryStrategy.doNotRetry())));
  }
}
