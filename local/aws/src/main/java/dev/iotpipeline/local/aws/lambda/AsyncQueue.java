package dev.iotpipeline.local.aws.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Events by the time they are due, and how many of those taken out are still at work. Safe for use
 * by any number of threads.
 */
final class AsyncQueue {

  private record Place(AsyncEvent event, long order) {}

  private final PriorityQueue<Place> queue =
      new PriorityQueue<>(
          Comparator.comparing((Place place) -> place.event().due())
              .thenComparingLong(Place::order));
  private long added;
  private int running;

  synchronized void add(AsyncEvent event) {
    queue.add(new Place(event, added));
    added++;
    notifyAll();
  }

  /** The first event that is due, if one is; {@link #finish} or {@link #putBack} has to follow. */
  synchronized Optional<AsyncEvent> takeDue(Instant now) {
    Place first = queue.peek();
    if (first == null || now.isBefore(first.event().due())) {
      return Optional.empty();
    }
    queue.remove();
    running++;
    return Optional.of(first.event());
  }

  synchronized Optional<Instant> firstDue() {
    return Optional.ofNullable(queue.peek()).map(place -> place.event().due());
  }

  /** An event that was taken is over and done with. */
  synchronized void finish() {
    running--;
    notifyAll();
  }

  /** An event that was taken is to be run again. */
  synchronized void putBack(AsyncEvent event) {
    running--;
    add(event);
  }

  /** Events that are neither finished nor given up. */
  synchronized int pending() {
    return queue.size() + running;
  }

  /** Waits until an event may be due, or something else happens to the queue. */
  synchronized void awaitDue(Instant now, Duration atMost) throws InterruptedException {
    Place first = queue.peek();
    Duration wait = atMost;
    if (first != null && Duration.between(now, first.event().due()).compareTo(atMost) < 0) {
      wait = Duration.between(now, first.event().due());
    }
    // Zero and less do not wait: an event has come since the caller looked.
    TimeUnit.NANOSECONDS.timedWait(this, wait.toNanos());
  }

  synchronized boolean awaitEmpty(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (pending() > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
