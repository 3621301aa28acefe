package dev.iotpipeline.telemetry.shadow;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * When people hear of a breach.
 *
 * @param coolDown how long after a notice of a breach the next one comes while it lasts; zero: no
 *     life cycle, every anomalous reading notifies
 * @param hysteresis how far a value has to be back on the normal side of its threshold until its
 *     breach is over, in the unit of its measurement
 * @param consecutive how many readings in a row have to be beyond a threshold until the breach is
 *     raised
 */
public record LifeCycle(Duration coolDown, BigDecimal hysteresis, int consecutive) {

  /** Every anomalous reading notifies, as in the published design. */
  public static final LifeCycle OFF = new LifeCycle(Duration.ZERO, BigDecimal.ZERO, 1);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public LifeCycle {
    Objects.requireNonNull(coolDown, "coolDown");
    Objects.requireNonNull(hysteresis, "hysteresis");
    if (coolDown.isNegative() || hysteresis.signum() < 0 || consecutive < 1) {
      throw new IllegalArgumentException(
          "cool-down and hysteresis have to be at least 0, and at least one breach raises");
    }
  }

  /** Whether notices, and not anomalous readings, notify. */
  public boolean isOn() {
    return !coolDown.isZero();
  }
}
