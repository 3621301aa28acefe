/** Queues in memory, and the API of SQS in front of them. */
package dev.iotpipeline.local.aws.sqs;
