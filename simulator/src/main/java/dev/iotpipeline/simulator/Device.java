package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.Backoff;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One virtual device. It has one turn at a time, and in it makes one call; a message that was
 * refused stays the device's current one, so nothing overtakes it.
 */
final class Device {

  /** Where a device gets its turns from. */
  interface Turns {

    /** At a time of the run; at once if that has passed. */
    void at(long nanosFromStart, Runnable turn);

    void after(Duration delay, Runnable turn);

    /** The device has published its last message. */
    void noMore();
  }

  /** Then a message is given up; throttling does not count. */
  static final int MOST_ERRORS = 8;

  private final int index;
  private final DeviceMessages messages;
  private final Schedule schedule;
  private final Publisher publisher;
  private final Backoff backoff;
  private final Gate gate;
  private final Turns turns;

  /** Taken out by whoever settles the message: a turn, or the end of the run. */
  private final AtomicReference<DeviceMessage> current = new AtomicReference<>();

  private long n;
  private int refusals;
  private int errors;

  Device(
      int index,
      DeviceMessages messages,
      Schedule schedule,
      Publisher publisher,
      Backoff backoff,
      Gate gate,
      Turns turns) {
    this.index = index;
    this.messages = messages;
    this.schedule = schedule;
    this.publisher = publisher;
    this.backoff = backoff;
    this.gate = gate;
    this.turns = turns;
  }

  void start() {
    awaitNext();
  }

  private void awaitNext() {
    if (schedule.includes(index, n)) {
      turns.at(schedule.dueNanos(index, n), this::publishNext);
    } else {
      turns.noMore();
    }
  }

  private void publishNext() {
    if (gate.begin()) {
      DeviceMessage message = messages.next(schedule.timestamp(index, n));
      current.set(message);
      publisher.announce(message);
      attempt(message);
    }
  }

  private void attempt(DeviceMessage message) {
    Publisher.Attempt attempt = publisher.attempt(message);
    if (attempt.outcome() == Publisher.Outcome.PUBLISHED) {
      settle(() -> publisher.succeeded(Objects.requireNonNull(attempt.published())));
    } else if (attempt.outcome() == Publisher.Outcome.ERROR && ++errors == MOST_ERRORS) {
      settle(() -> publisher.failed(message, Objects.requireNonNull(attempt.why())));
    } else {
      turns.after(backoff.after(++refusals), () -> attempt(message));
    }
  }

  private void settle(Runnable tell) {
    if (current.getAndSet(null) == null) {
      return;
    }
    tell.run();
    gate.settled();
    refusals = 0;
    errors = 0;
    n++;
    awaitNext();
  }

  /** At the end of the run: what is still current has failed. */
  void giveUp() {
    DeviceMessage message = current.getAndSet(null);
    if (message != null) {
      publisher.failed(message, "the run ended before the stream took it");
    }
  }
}
