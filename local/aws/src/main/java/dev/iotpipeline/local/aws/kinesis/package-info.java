/** A Kinesis data stream in memory, and the HTTP endpoint in front of it. */
@NullMarked
package dev.iotpipeline.local.aws.kinesis;

import org.jspecify.annotations.NullMarked;
