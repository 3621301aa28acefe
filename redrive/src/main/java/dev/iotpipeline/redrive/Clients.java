package dev.iotpipeline.redrive;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The services that a run talks to. A client is made when a command asks for it, so that a run
 * needs only the settings of the services that it uses.
 *
 * <p>Calls throw an {@link dev.iotpipeline.aws.InvalidSettingException} if the SDK finds no region,
 * or an endpoint is no URL.
 */
interface Clients extends AutoCloseable {

  /** Makes clients for a local run if its ports are given, otherwise for AWS. */
  @FunctionalInterface
  interface Opener {
    Clients open(@Nullable LocalPorts local);
  }

  /** Does not repeat calls; {@link TelemetryStream} does that. */
  KinesisClient kinesis();

  SqsClient sqs();

  LambdaClient lambda();

  DynamoDbClient dynamoDb();

  @Override
  void close();
}
