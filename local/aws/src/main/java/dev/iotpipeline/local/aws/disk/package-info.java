/** What is too much for memory. */
@NullMarked
package dev.iotpipeline.local.aws.disk;

import org.jspecify.annotations.NullMarked;
