package dev.iotpipeline.local.aws.kinesis;

import java.time.Instant;

/**
 * One record of a shard. The data is shared, not copied: nobody here changes it.
 *
 * @param position place in the shard, counted from 0 without gaps
 * @param sequenceNumber what Kinesis tells of that place: 56 digits, growing
 * @param partitionKey what the producer grouped it by; all of a key's records are in one shard
 * @param data the payload
 * @param approximateArrival when the stream took it, to the millisecond as in Kinesis
 */
public record StreamRecord(
    long position,
    String sequenceNumber,
    String partitionKey,
    byte[] data,
    Instant approximateArrival) {}
