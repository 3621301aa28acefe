/** What a run should have done, what it did, and how the two compare. */
@NullMarked
package dev.iotpipeline.local.run.verdict;

import org.jspecify.annotations.NullMarked;
