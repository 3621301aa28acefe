/** What a deployed function needs of AWS: clients that start fast, and a snapshot that is warm. */
@NullMarked
package dev.iotpipeline.aws.function;

import org.jspecify.annotations.NullMarked;
