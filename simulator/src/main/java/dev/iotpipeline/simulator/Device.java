package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One virtual device. It has one turn at a time, and in it makes one call; a reading that was
 * refused stays the device's current one, so nothing overtakes it.
 */
final class Device {

  /** Where a device gets its turns from. */
  interface Turns {

    /** At a time of the run; at once if that has passed. */
    void at(long nanosFromStart, Runnable turn);

    void after(Duration delay, Runnable turn);

    /** The device has published its last reading. */
    void noMore();
  }

  /** Then a reading is given up; throttling does not count. */
  static final int MOST_ERRORS = 8;

  private final int index;
  private final DeviceSeries series;
  private final Schedule schedule;
  private final Publisher publisher;
  private final Backoff backoff;
  private final Gate gate;
  private final Turns turns;

  /** Taken out by whoever settles the reading: a turn, or the end of the run. */
  private final AtomicReference<Reading> current = new AtomicReference<>();

  private long n;
  private int refusals;
  private int errors;

  Device(
      int index,
      DeviceSeries series,
      Schedule schedule,
      Publisher publisher,
      Backoff backoff,
      Gate gate,
      Turns turns) {
    this.index = index;
    this.series = series;
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
      Reading reading = series.next(schedule.timestamp(index, n));
      current.set(reading);
      publisher.announce(reading);
      attempt(reading);
    }
  }

  private void attempt(Reading reading) {
    Publisher.Attempt attempt = publisher.attempt(reading);
    if (attempt.outcome() == Publisher.Outcome.PUBLISHED) {
      settle(() -> publisher.succeeded(attempt.published()));
    } else if (attempt.outcome() == Publisher.Outcome.ERROR && ++errors == MOST_ERRORS) {
      settle(() -> publisher.failed(reading, attempt.why()));
    } else {
      turns.after(backoff.after(++refusals), () -> attempt(reading));
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
    Reading reading = current.getAndSet(null);
    if (reading != null) {
      publisher.failed(reading, "the run ended before the stream took it");
    }
  }
}
