package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * What a run has to find, and when it has to tell people.
 *
 * @param thresholds what makes a reading anomalous
 * @param shadows whether it knows what came before a reading; if not, nothing rises
 * @param coolDown how long after a notice of a breach the next one comes while it lasts; zero:
 *     every anomalous reading is an alert, and there are no notices of breaches
 * @param hysteresis how far a value has to be back until its breach is over
 * @param consecutive how many readings in a row raise a breach
 * @param digest for how long notices are gathered into one message
 * @param silence how long nothing may be heard of a device; zero if nobody looks
 * @param fleetWindow how long a window of the fleet's statistics is; zero if nobody keeps any
 */
public record Rules(
    Thresholds thresholds,
    boolean shadows,
    Duration coolDown,
    BigDecimal hysteresis,
    int consecutive,
    Duration digest,
    Duration silence,
    Duration fleetWindow) {

  public Rules {
    Objects.requireNonNull(thresholds, "thresholds");
    Objects.requireNonNull(coolDown, "coolDown");
    Objects.requireNonNull(hysteresis, "hysteresis");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(silence, "silence");
    Objects.requireNonNull(fleetWindow, "fleetWindow");
  }

  /** Whether people are told of breaches, and not of readings. */
  boolean tellsOfBreaches() {
    return !coolDown.isZero();
  }
}
