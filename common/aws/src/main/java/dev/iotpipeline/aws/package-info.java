/** What every part that speaks to AWS shares: settings, retries, the log. */
@NullMarked
package dev.iotpipeline.aws;

import org.jspecify.annotations.NullMarked;
