/** Queues in memory, and the API of SQS in front of them. */
@NullMarked
package dev.iotpipeline.local.aws.sqs;

import org.jspecify.annotations.NullMarked;
