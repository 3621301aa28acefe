/** AWS's DynamoDB Local in a process of its own. */
@NullMarked
package dev.iotpipeline.local.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
