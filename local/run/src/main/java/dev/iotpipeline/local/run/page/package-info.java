/** The page of a run: what the pipeline does, live, and a hand on it. */
@NullMarked
package dev.iotpipeline.local.run.page;

import org.jspecify.annotations.NullMarked;
