package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Site;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What somebody does to devices while they run: heats them, or keeps them from sending. The devices
 * ask when they make their next message, so that what they send and the truth about it are one.
 * Safe for use by any number of threads.
 */
public final class Hand {

  /** Enough for any device that is at room temperature to pass 45 °C. */
  private static final double MOST_DEGREES = 30;

  /** A rise of more than 5 °C comes first, and the threshold half a minute later. */
  private static final double DEGREES_PER_SECOND = 1;

  private final Clock clock;
  private final Map<String, Heat> heats = new ConcurrentHashMap<>();
  private final Set<String> silenced = ConcurrentHashMap.newKeySet();
  private volatile boolean hasSilenced;

  /**
   * @param clock tells how long something has been heated
   */
  public Hand(Clock clock) {
    this.clock = clock;
  }

  /** One that does nothing. */
  static Hand still() {
    return new Hand(Clock.systemUTC());
  }

  /**
   * Begins or ends to heat: the temperature changes by 1 °C a second, up to 30 °C above what it
   * would be, and back.
   *
   * @param target a device, or the site of devices
   */
  public void heat(String target, boolean on) {
    Instant now = clock.instant();
    heats.compute(
        target,
        (same, before) -> {
          if (before == null) {
            return on ? new Heat(now, 0, true) : null;
          }
          return before.isOn == on ? before : new Heat(now, before.degrees(now), on);
        });
  }

  /** Keeps a device from sending, or lets it send again. */
  public void silence(String deviceId, boolean on) {
    if (on) {
      hasSilenced = true;
      silenced.add(deviceId);
    } else {
      silenced.remove(deviceId);
    }
  }

  /** What is being heated now, in the order of names. */
  public List<String> heated() {
    return heats.entrySet().stream()
        .filter(heat -> heat.getValue().isOn)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Which devices are kept from sending now, in the order of names. */
  public List<String> silenced() {
    return silenced.stream().sorted().toList();
  }

  /** Whether a device was ever kept from sending. */
  public boolean hasSilenced() {
    return hasSilenced;
  }

  boolean isSilenced(String deviceId) {
    return silenced.contains(deviceId);
  }

  /** What the device measures, if it was going to measure this. */
  Reading heated(Reading reading) {
    if (heats.isEmpty()) {
      return reading;
    }
    Instant now = clock.instant();
    double degrees =
        Math.max(degrees(reading.deviceId(), now), degrees(Site.ofDevice(reading.deviceId()), now));
    return new Reading(
        reading.deviceId(),
        reading.timestamp(),
        reading.temperature().add(BigDecimal.valueOf(Math.round(degrees * 100), 2)),
        reading.humidity(),
        reading.pressure(),
        reading.firmwareVersion());
  }

  private double degrees(String target, Instant now) {
    Heat heat = heats.get(target);
    return heat == null ? 0 : heat.degrees(now);
  }

  /**
   * How warm something is made.
   *
   * @param since when somebody began or ended to heat it
   * @param from °C that it was above its normal temperature then
   * @param isOn whether it is being heated, or cools down
   */
  private record Heat(Instant since, double from, boolean isOn) {

    double degrees(Instant now) {
      double change = DEGREES_PER_SECOND * Duration.between(since, now).toMillis() / 1_000;
      return isOn ? Math.min(MOST_DEGREES, from + change) : Math.max(0, from - change);
    }
  }
}
