package dev.iotpipeline.local.aws.lambda.mapping;

import java.time.Duration;

/**
 * When a lane wants its next step: after a time, or once the shard has a record at a position,
 * whichever comes first.
 */
record Pause(Duration time, long position) {

  static final Pause NONE = new Pause(Duration.ZERO, 0);

  /** Longer than any run lasts. */
  private static final Duration FOREVER = Duration.ofDays(365);

  /** New records do not cut this one short. */
  static Pause of(Duration time) {
    return new Pause(time, Long.MAX_VALUE);
  }

  static Pause untilRecordAt(long position) {
    return new Pause(FOREVER, position);
  }
}
