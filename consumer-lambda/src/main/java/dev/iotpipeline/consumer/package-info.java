/**
 * The consumer function: a Kinesis batch in; items in DynamoDB, alerts and partial failures out.
 *
 * <p>{@link dev.iotpipeline.consumer.KinesisConsumerHandler} translates Lambda's types. The rest
 * knows only records, readings and time.
 */
@NullMarked
package dev.iotpipeline.consumer;

import org.jspecify.annotations.NullMarked;
