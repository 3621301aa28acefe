/**
 * An SNS topic in memory, behind the SDK's own interface: it keeps what it accepts and refuses what
 * AWS would refuse.
 */
@NullMarked
package dev.iotpipeline.local.aws.sns;

import org.jspecify.annotations.NullMarked;
