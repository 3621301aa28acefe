package dev.iotpipeline.alert;

import dev.iotpipeline.aws.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when somebody sleeps by it. */
final class FakeClock extends Clock implements Sleeper {

  private Instant now;

  /** What happens while somebody sleeps. */
  Runnable meanwhile = () -> {};

  FakeClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
    meanwhile.run();
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
