package dev.iotpipeline.redrive;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A shell's clients, which stay open from run to run. */
record ShellClients(Shell shell) implements Clients {

  @Override
  public KinesisClient kinesis() {
    return shell.kinesis.client();
  }

  @Override
  public SqsClient sqs() {
    return shell.sqs.client();
  }

  @Override
  public LambdaClient lambda() {
    return shell.lambda.client();
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return shell.dynamoDb.client();
  }

  @Override
  public void close() {}
}
