package dev.iotpipeline.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of anomaly that a reading can have; it has each at most once. */
public enum AnomalyKind {
  TEMPERATURE_ABOVE(Measurement.TEMPERATURE, Direction.ABOVE),
  HUMIDITY_ABOVE(Measurement.HUMIDITY, Direction.ABOVE),
  HUMIDITY_BELOW(Measurement.HUMIDITY, Direction.BELOW),
  TEMPERATURE_RISING(Measurement.TEMPERATURE, Direction.RISING);

  private final Measurement measurement;
  private final Direction direction;

  AnomalyKind(Measurement measurement, Direction direction) {
    this.measurement = measurement;
    this.direction = direction;
  }

  /** The quantity that is anomalous. */
  public Measurement measurement() {
    return measurement;
  }

  /** How its value relates to its threshold. */
  public Direction direction() {
    return direction;
  }

  /** The kind with this code, if there is one. */
  public static Optional<AnomalyKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }

  /** As it is sent and stored: {@code temperature_above}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
