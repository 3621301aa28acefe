package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of a breach over its life: that it began, that it goes on, that it is over.
 *
 * @param kind which of these
 * @param anomaly what is wrong: the code of an {@link AnomalyKind}, or {@link #SILENT}
 * @param since when the breach began
 * @param at when this was found: the reading's timestamp, or for silence the time of the server
 * @param count how many readings were beyond the threshold since; 0 for silence
 * @param worst the value furthest beyond the threshold since; null for silence
 */
public record Notice(
    Kind kind, String anomaly, Instant since, Instant at, long count, @Nullable BigDecimal worst) {

  /** The anomaly of a device that nothing is heard of. */
  public static final String SILENT = "silent";

  /** A step of a breach's life. */
  public enum Kind {
    RAISED,
    CONTINUING,
    CLEARED;

    /** The name in lower case, as it is sent and stored. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Notice {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(anomaly, "anomaly");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(at, "at");
  }

  /** How long the breach has lasted. */
  public Duration duration() {
    return Duration.between(since, at);
  }
}
