/**
 * What AWS Lambda does around a function, on one machine: hosting it, feeding it from a stream, and
 * invoking it asynchronously.
 */
package dev.iotpipeline.local.aws.lambda;
