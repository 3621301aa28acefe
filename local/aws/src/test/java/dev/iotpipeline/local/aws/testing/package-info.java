/** What tests need of a local AWS. */
@NullMarked
package dev.iotpipeline.local.aws.testing;

import org.jspecify.annotations.NullMarked;
