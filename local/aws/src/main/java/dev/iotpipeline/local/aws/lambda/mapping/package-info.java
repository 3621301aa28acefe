/** What brings a shard to a function: an event source mapping. */
@NullMarked
package dev.iotpipeline.local.aws.lambda.mapping;

import org.jspecify.annotations.NullMarked;
