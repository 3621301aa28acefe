package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.ServiceErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One virtual device. It has one turn at a time and makes one call in it, or none if it is silent.
 * A message whose call failed stays the current message of the device, so that no later message
 * overtakes it.
 */
final class Device {

  /** Gives a device its turns. */
  interface Turns {

    /** Runs the turn at a time of the run; at once if that time has passed. */
    void at(long nanosFromStart, Runnable turn);

    void after(Duration delay, Runnable turn);

    /** Is told that the device has published its last message. */
    void noMore();
  }

  /** After so many errors a message is given up. Throttling is not counted. */
  static final int MOST_ERRORS = 8;

  /** A device without an interval would ask all the time whether it may send again. */
  private static final Duration SILENCED = Duration.ofMillis(100);

  private final int index;
  private final DeviceMessages messages;
  private final Schedule schedule;
  private final Publisher publisher;
  private final Backoff backoff;
  private final Gate gate;
  private final Turns turns;

  /** A turn or the end of the run empties this, and only the one that did reports the message. */
  private final AtomicReference<DeviceMessage> current = new AtomicReference<>();

  private long turn;
  private long silentTurns;
  private int failures;
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
    if (schedule.includes(index, turn, turn - silentTurns)) {
      turns.at(schedule.dueNanos(index, turn), this::take);
    } else {
      turns.noMore();
    }
  }

  private void take() {
    Instant time = schedule.timestamp(index, turn);
    if (messages.isSilenced() && !schedule.isPaced()) {
      turns.after(SILENCED, this::take);
    } else if (messages.isSilenced() || messages.isSilent(time)) {
      turn++;
      silentTurns++;
      awaitNext();
    } else if (gate.begin()) {
      DeviceMessage message = messages.next(time);
      current.set(message);
      publisher.announce(message);
      attempt(message);
    }
  }

  private void attempt(DeviceMessage message) {
    PublishedMessage published;
    try {
      published = publisher.put(message);
    } catch (SdkException e) {
      retry(message, e);
      return;
    }
    settle(() -> publisher.succeeded(published));
  }

  private void retry(DeviceMessage message, SdkException error) {
    if (ServiceErrors.isThrottling(error)) {
      publisher.throttled();
    } else if (++errors == MOST_ERRORS) {
      settle(publisher::failed);
      return;
    }
    turns.after(backoff.after(++failures), () -> attempt(message));
  }

  private void settle(Runnable tell) {
    if (current.getAndSet(null) == null) {
      return;
    }
    tell.run();
    gate.settled();
    failures = 0;
    errors = 0;
    turn++;
    awaitNext();
  }

  /** Ends the run of the device: a message that is still current has failed. */
  void giveUp() {
    if (current.getAndSet(null) != null) {
      publisher.failed();
      turn++;
    }
  }

  /**
   * How many readings were due and never begun. To be called after {@link #giveUp}.
   *
   * @param nanosFromStart until when they were due
   */
  long neverBegun(long nanosFromStart) {
    if (!schedule.isPaced() || messages.isSilenced()) {
      return 0;
    }
    long end = schedule.turns(index, nanosFromStart, silentTurns);
    if (!schedule.hasSilence()) {
      return Math.max(0, end - turn);
    }
    return LongStream.range(turn, end)
        .filter(n -> !messages.isSilent(schedule.timestamp(index, n)))
        .count();
  }
}
