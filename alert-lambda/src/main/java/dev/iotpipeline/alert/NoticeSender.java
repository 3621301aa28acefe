package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.AlertRequest;
import java.util.List;

/** Sees to it that people are told the notices of requests. */
interface NoticeSender {

  /**
   * Takes over the notices. What cannot be done is told by {@link Pending#publish}.
   *
   * @param requests some of which may have no notices
   */
  Pending gather(List<AlertRequest> requests, InvocationTime time);

  /** What this invocation still has to do for the notices. */
  interface Pending {

    /**
     * Publishes what this invocation has to publish, once it is complete.
     *
     * @return whether there was anything
     * @throws AlertFailedException if a notice may not have been published
     */
    boolean publish();
  }
}
