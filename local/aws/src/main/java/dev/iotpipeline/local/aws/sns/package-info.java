/**
 * An SNS topic and CloudWatch metrics in memory, behind the SDK's own interfaces: they keep what
 * they accept and refuse what AWS would refuse.
 */
@NullMarked
package dev.iotpipeline.local.aws.sns;

import org.jspecify.annotations.NullMarked;
