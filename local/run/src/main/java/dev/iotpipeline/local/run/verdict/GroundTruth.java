package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.simulator.DeviceMessage;
import dev.iotpipeline.simulator.PublishedMessage;
import dev.iotpipeline.simulator.SimulationListener;
import dev.iotpipeline.simulator.SimulationSummary;

/** Tells the scorekeeper what the simulator sends, so that a fault of the stream is found too. */
public final class GroundTruth implements SimulationListener {

  private final Scorekeeper scorekeeper;

  public GroundTruth(Scorekeeper scorekeeper) {
    this.scorekeeper = scorekeeper;
  }

  @Override
  public void publishing(DeviceMessage message) {
    if (message.reading() != null) {
      scorekeeper.publishing(message.reading());
    }
  }

  @Override
  public void published(PublishedMessage published) {
    DeviceMessage message = published.message();
    if (message.reading() != null) {
      scorekeeper.published(message.reading());
    }
    if (message.rejection() != null) {
      scorekeeper.rejectedFor(message.rejection(), published.sequenceNumber());
    }
  }

  @Override
  public void ended(SimulationSummary summary) {
    scorekeeper.notPublished(summary.failed() + summary.neverBegun());
  }
}
