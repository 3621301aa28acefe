package dev.iotpipeline.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens to the devices of a fleet. In all scenarios but {@link #ARTICLE} and {@link
 * #HEATWAVE} a hundred devices share a site.
 */
public enum Scenario {
  /** The published design: each reading is drawn for itself, and some are spikes. */
  ARTICLE,
  /** Values change slowly, within the ranges of the article. Nothing is anomalous. */
  NORMAL,
  /** As normal, and some readings are spikes. */
  SPIKES,
  /** All devices are one site. It gets hot over the run, and cools down before the end. */
  HEATWAVE,
  /** Temperatures jump now and then and stay below the threshold. */
  FAST_RISE,
  /** Every third device has temperatures around the threshold, 44 °C to 46 °C. */
  FLAPPING,
  /** Every third device repeats its first, normal values. Nothing is anomalous. */
  STUCK,
  /** Every third device sends nothing for a while, and comes back. */
  SILENT;

  /** The scenario with this code, if there is one. */
  static Optional<Scenario> of(String code) {
    return Arrays.stream(values()).filter(scenario -> scenario.code().equals(code)).findFirst();
  }

  /** The name in lower case with hyphens, as it is typed. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As it is typed, also where help prints a default. */
  @Override
  public String toString() {
    return code();
  }
}
