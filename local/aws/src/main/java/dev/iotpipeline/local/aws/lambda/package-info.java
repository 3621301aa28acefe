/**
 * What AWS Lambda does around a function, on one machine: hosting it, feeding it from a stream, and
 * invoking it asynchronously.
 */
@NullMarked
package dev.iotpipeline.local.aws.lambda;

import org.jspecify.annotations.NullMarked;
