/** The whole pipeline on one machine: the real handlers, and around them what AWS would be. */
@NullMarked
package dev.iotpipeline.local.run;

import org.jspecify.annotations.NullMarked;
