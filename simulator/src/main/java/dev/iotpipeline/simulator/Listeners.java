package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.util.List;

/** All listeners as one; counts first, so that a listener finds its reading counted. */
final class Listeners implements SimulationListener {

  private final List<SimulationListener> listeners;
  private final Tally tally;

  Listeners(List<SimulationListener> listeners, Tally tally) {
    this.listeners = List.copyOf(listeners);
    this.tally = tally;
  }

  @Override
  public void publishing(Reading reading) {
    listeners.forEach(listener -> listener.publishing(reading));
  }

  @Override
  public void published(PublishedReading reading) {
    tally.published(reading.callTime());
    listeners.forEach(listener -> listener.published(reading));
  }

  @Override
  public void throttled(Reading reading) {
    tally.throttled();
    listeners.forEach(listener -> listener.throttled(reading));
  }

  @Override
  public void failed(Reading reading, String why) {
    tally.failed();
    listeners.forEach(listener -> listener.failed(reading, why));
  }
}
