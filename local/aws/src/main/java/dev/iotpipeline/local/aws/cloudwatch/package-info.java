/** The metrics of CloudWatch in memory. */
@NullMarked
package dev.iotpipeline.local.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
