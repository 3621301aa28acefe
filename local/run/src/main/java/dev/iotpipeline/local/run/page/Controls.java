package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.faults.DatabaseFaults;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.simulator.Hand;
import java.net.URI;

/**
 * What the page can do to a run, besides sending records.
 *
 * @param hand on the simulated devices
 * @param faults of the calls to the database
 * @param outage of the database
 * @param dynamoDb where the database answers
 * @param streamName where records go
 */
public record Controls(
    Hand hand, DatabaseFaults faults, DatabaseOutage outage, URI dynamoDb, String streamName) {

  /** Whether somebody keeps the functions from the database just now. */
  public boolean disturbsDatabase() {
    return outage.isDown() || faults.throttles();
  }

  /** How the database is, in one word. */
  String database() {
    if (outage.isDown()) {
      return "down";
    }
    return faults.throttles() ? "throttled" : "up";
  }
}
