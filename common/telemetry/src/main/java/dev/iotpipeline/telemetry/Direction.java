package dev.iotpipeline.telemetry;

import java.util.Locale;

/** How an anomalous value relates to its threshold. */
public enum Direction {
  ABOVE,
  BELOW,
  /** The value is more than the threshold above the lowest one of a window of time. */
  RISING;

  /** The name in lower case, as it is sent and stored. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
