/** What a person sees of a run, on a terminal or in a file. */
@NullMarked
package dev.iotpipeline.local.run.view;

import org.jspecify.annotations.NullMarked;
