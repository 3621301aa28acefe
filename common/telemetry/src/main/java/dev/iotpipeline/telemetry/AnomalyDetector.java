package dev.iotpipeline.telemetry;

import dev.iotpipeline.telemetry.Anomaly.Rise;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which values of a reading are anomalous. Pure, so that the consumer's question (is there
 * any?) and the alert function's (which?) have the same answer.
 */
public final class AnomalyDetector {

  private final Grounds grounds;

  /** A detector of what a single reading shows. */
  public AnomalyDetector(Thresholds thresholds) {
    this.grounds = new Grounds(thresholds, null);
  }

  /** The anomalies of a reading by the thresholds, without a rise; empty if it is normal. */
  public List<Anomaly> detect(Reading reading) {
    return detect(reading, grounds);
  }

  /** The anomalies of a reading, in the order of {@link AnomalyKind}; empty if it is normal. */
  public static List<Anomaly> detect(Reading reading, Grounds grounds) {
    List<Anomaly> anomalies = new ArrayList<>(AnomalyKind.values().length);
    for (AnomalyKind kind : AnomalyKind.values()) {
      if (excess(kind, reading, grounds).signum() > 0) {
        anomalies.add(anomaly(kind, reading, grounds));
      }
    }
    return List.copyOf(anomalies);
  }

  /**
   * How far a reading is beyond a threshold, in the unit of the measurement. Zero at the threshold,
   * less than zero on its normal side. A rise without a baseline is none.
   */
  public static BigDecimal excess(AnomalyKind kind, Reading reading, Grounds grounds) {
    BigDecimal value = reading.value(kind.measurement());
    BigDecimal threshold = grounds.thresholds().of(kind);
    return switch (kind.direction()) {
      case ABOVE -> value.subtract(threshold);
      case BELOW -> threshold.subtract(value);
      case RISING ->
          grounds.baseline() == null
              ? threshold.negate()
              : value.subtract(grounds.baseline()).subtract(threshold);
    };
  }

  private static Anomaly anomaly(AnomalyKind kind, Reading reading, Grounds grounds) {
    return new Anomaly(
        kind,
        reading.value(kind.measurement()),
        grounds.thresholds().of(kind),
        kind.direction() == Direction.RISING && grounds.baseline() != null
            ? new Rise(grounds.baseline(), grounds.thresholds().riseWindow())
            : null);
  }
}
