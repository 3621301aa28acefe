package dev.iotpipeline.redrive;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The services that a run talks to. Each client comes into being when it is first asked for, so
 * that a run needs the settings of its own services alone.
 *
 * <p>Calls throw an {@link software.amazon.awssdk.core.exception.SdkException} where the SDK finds
 * no region, and an {@link dev.iotpipeline.aws.InvalidSettingException} where an endpoint is no
 * URL.
 */
interface Clients extends AutoCloseable {

  /** Does not repeat calls itself: {@link KinesisCalls} does. */
  KinesisClient kinesis();

  SqsClient sqs();

  LambdaClient lambda();

  DynamoDbClient dynamoDb();

  @Override
  void close();
}
