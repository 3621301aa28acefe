/** The command {@code ./run-local}: it starts what a run needs, runs it, and shows the verdict. */
@NullMarked
package dev.iotpipeline.local.run;

import org.jspecify.annotations.NullMarked;
