/** AWS's DynamoDB Local in a process of its own. */
package dev.iotpipeline.local.aws.dynamodb;
