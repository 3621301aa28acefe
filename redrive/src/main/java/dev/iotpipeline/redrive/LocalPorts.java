package dev.iotpipeline.redrive;

import java.net.URI;

/**
 * The ports of a local run.
 *
 * @param kinesis the port of Kinesis, SQS and Lambda
 * @param dynamoDb the port of DynamoDB
 */
record LocalPorts(int kinesis, int dynamoDb) {

  URI kinesisUri() {
    return uri(kinesis);
  }

  URI dynamoDbUri() {
    return uri(dynamoDb);
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
