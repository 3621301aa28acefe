package dev.iotpipeline.local.run.view;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a fleet should have published, and how fast it did.
 *
 * @param asked readings per second
 * @param published readings per second
 * @param throttled calls that the stream refused for its limit
 * @param elapsed how long the fleet published
 */
public record Pace(double asked, double published, long throttled, Duration elapsed) {

  /** In a shorter run, its start and its end change the rate too much. */
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  private static final double KEPT_UP = 0.9;

  /** Says that the fleet was too slow, and why; empty if it was not. */
  public Optional<String> complaint() {
    if (elapsed.compareTo(SHORTEST) < 0 || published >= KEPT_UP * asked) {
      return Optional.empty();
    }
    String cause =
        throttled == 0
            ? "this machine was not fast enough."
            : String.format(
                Locale.ROOT,
                "the stream refused %,d calls, because a shard takes 1,000/s; --shards adds shards.",
                throttled);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Asked for %,.0f readings/s, published %,.0f/s: %s",
            asked,
            published,
            cause));
  }
}
