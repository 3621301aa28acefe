package dev.iotpipeline.telemetry;

import java.util.Locale;

/** On which side of its threshold an anomalous value lies. */
public enum Direction {
  ABOVE,
  BELOW;

  /** The name in lower case, as it is sent and stored. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
