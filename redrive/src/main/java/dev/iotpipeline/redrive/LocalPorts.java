package dev.iotpipeline.redrive;

/**
 * The ports of a local run.
 *
 * @param kinesis the port of Kinesis, SQS and Lambda
 * @param dynamoDb the port of DynamoDB
 */
record LocalPorts(int kinesis, int dynamoDb) {}
