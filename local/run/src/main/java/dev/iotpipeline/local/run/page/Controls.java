package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.local.run.faults.Throttling;
import dev.iotpipeline.simulator.Hand;
import java.net.URI;

/**
 * What the page can do to a run, besides sending records.
 *
 * @param hand on the simulated devices
 * @param throttling of the calls to the database
 * @param outage kills the database
 * @param dynamoDb where the database answers
 * @param streamName where records go
 */
public record Controls(
    Hand hand, Throttling throttling, DatabaseOutage outage, URI dynamoDb, String streamName) {

  /** How the database is, in one word. */
  String database() {
    if (outage.isDown()) {
      return "down";
    }
    return throttling.isOn() ? "throttled" : "up";
  }
}
