package dev.iotpipeline.telemetry.shadow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly of a device that lasts.
 *
 * @param since when its first reading was measured; for silence, when the device was last heard
 * @param count how many readings were beyond the threshold since; 0 for silence
 * @param worst the value furthest beyond the threshold; null for silence
 * @param noticedAt when people were last told; null if they were not
 */
public record Breach(
    Instant since, long count, @Nullable BigDecimal worst, @Nullable Instant noticedAt) {

  public Breach {
    Objects.requireNonNull(since, "since");
  }

  /** Whether people were told, so that they have to hear of its end. */
  public boolean isRaised() {
    return noticedAt != null;
  }
}
