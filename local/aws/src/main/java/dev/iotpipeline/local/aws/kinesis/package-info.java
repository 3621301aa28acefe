/** A Kinesis data stream in memory, and the HTTP endpoint in front of it. */
package dev.iotpipeline.local.aws.kinesis;
