/** Stream, mapping, functions, tables and sinks, put together as Terraform does it on AWS. */
@NullMarked
package dev.iotpipeline.local.run.assembly;

import org.jspecify.annotations.NullMarked;
