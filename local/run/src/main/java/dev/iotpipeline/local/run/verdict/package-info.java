/** What a run should have done, what it did, and how the two compare. */
package dev.iotpipeline.local.run.verdict;
