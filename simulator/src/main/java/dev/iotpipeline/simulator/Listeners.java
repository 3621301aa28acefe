package dev.iotpipeline.simulator;

import java.util.List;

/** Calls all listeners. It counts first, so that the counts are right when a listener is called. */
final class Listeners implements SimulationListener {

  private final List<SimulationListener> listeners;
  private final Tally tally;

  Listeners(List<SimulationListener> listeners, Tally tally) {
    this.listeners = List.copyOf(listeners);
    this.tally = tally;
  }

  @Override
  public void publishing(DeviceMessage message) {
    listeners.forEach(listener -> listener.publishing(message));
  }

  @Override
  public void published(PublishedMessage message) {
    tally.published(message.callTime());
    listeners.forEach(listener -> listener.published(message));
  }

  @Override
  public void throttled(DeviceMessage message) {
    tally.throttled();
    listeners.forEach(listener -> listener.throttled(message));
  }

  @Override
  public void failed(DeviceMessage message, String why) {
    tally.failed();
    listeners.forEach(listener -> listener.failed(message, why));
  }
}
