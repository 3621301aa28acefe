package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.simulator.DeviceMessage;
import dev.iotpipeline.simulator.PublishedMessage;
import dev.iotpipeline.simulator.SimulationListener;

/** Tells the scorekeeper what the simulator sends, so that a fault of the stream is found too. */
public final class GroundTruth implements SimulationListener {

  private final Scorekeeper scorekeeper;

  public GroundTruth(Scorekeeper scorekeeper) {
    this.scorekeeper = scorekeeper;
  }

  @Override
  public void publishing(DeviceMessage message) {
    message.reading().ifPresent(scorekeeper::publishing);
  }

  @Override
  public void published(PublishedMessage published) {
    published.message().reading().ifPresent(scorekeeper::published);
    published
        .message()
        .rejection()
        .ifPresent(reason -> scorekeeper.rejectedFor(reason, published.sequenceNumber()));
  }
}
