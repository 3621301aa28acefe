package dev.iotpipeline.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until a test moves it, or somebody sleeps by it. Any thread may use it. */
public final class FakeClock extends Clock implements Sleeper {

  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now;
  private volatile Runnable duringSleep = () -> {};

  /** Starts at a time with a part below the millisecond, as clocks have it. */
  public FakeClock() {
    this(Instant.parse("2026-11-23T10:15:30.123456Z"));
  }

  public FakeClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  public void set(Instant instant) {
    now.set(instant);
  }

  /** What happens at the end of each sleep from now on, before the sleeper goes on. */
  public void duringSleep(Runnable event) {
    duringSleep = event;
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    advance(duration);
    duringSleep.run();
  }

  /** Every sleep so far, in order. */
  public List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The same clock: it tells instants, which no zone changes. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
