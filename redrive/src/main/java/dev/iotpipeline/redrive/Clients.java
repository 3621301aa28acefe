package dev.iotpipeline.redrive;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The services that a run talks to. A client is made when a command asks for it, so that a run
 * needs only the settings of the services that it uses.
 *
 * <p>Calls throw an {@link software.amazon.awssdk.core.exception.SdkException} if the SDK finds no
 * region, and an {@link dev.iotpipeline.aws.InvalidSettingException} if an endpoint is no URL.
 */
interface Clients extends AutoCloseable {

  /** Does not repeat calls; {@link KinesisCalls} does that. */
  KinesisClient kinesis();

  SqsClient sqs();

  LambdaClient lambda();

  DynamoDbClient dynamoDb();

  @Override
  void close();
}
