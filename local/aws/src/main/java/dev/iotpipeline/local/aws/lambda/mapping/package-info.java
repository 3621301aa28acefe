/**
 * What brings a shard to a function: an event source mapping.
 *
 * <p>The checkpoint of a lane is the position before which all records are done. It moves to the
 * lowest record that the function reported as failed: {@link
 * dev.iotpipeline.local.aws.lambda.mapping.BatchResponse} finds that record, and {@link
 * dev.iotpipeline.local.aws.lambda.mapping.ShardLane} moves the checkpoint and tries again from
 * there. {@link dev.iotpipeline.local.aws.lambda.mapping.TumblingWindow} says which window a record
 * belongs to, and keeps what the function made of it.
 */
@NullMarked
package dev.iotpipeline.local.aws.lambda.mapping;

import org.jspecify.annotations.NullMarked;
