package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a reading is judged by. The consumer sends it with an alert, so that the alert function
 * comes to the same answer, however long the alert waits and whoever changes a setting meanwhile.
 *
 * @param thresholds the limits of the reading's device
 * @param baseline the lowest temperature of the window before the reading, °C; null if its rise is
 *     not judged
 */
public record Grounds(Thresholds thresholds, @Nullable BigDecimal baseline) {

  public Grounds {
    Objects.requireNonNull(thresholds, "thresholds");
  }
}
