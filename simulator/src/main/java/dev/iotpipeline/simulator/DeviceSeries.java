package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The readings of one device, one after the other. They depend on the plan's seed and scenario and
 * on the device's index; the size of the fleet does not change their values. The length of the run
 * does, where a scenario unfolds over it.
 */
final class DeviceSeries {

  static final String FIRMWARE_VERSION = "1.2.0";

  private static final int DEVICES_OF_A_SITE = 100;

  private final String deviceId;
  private final Signal signal;
  private final Predicate<Instant> silence;

  private DeviceSeries(String deviceId, Signal signal, Predicate<Instant> silence) {
    this.deviceId = deviceId;
    this.signal = signal;
    this.silence = silence;
  }

  /** The series of all devices of a plan, in the order of their numbers. */
  static List<DeviceSeries> ofFleet(FleetPlan plan) {
    // Seeds with a fixed difference may give the same sequence, shifted. split() avoids this.
    SplittableRandom fleet = new SplittableRandom(plan.seed());
    FleetSignals signals = new FleetSignals(plan);
    List<DeviceSeries> series = new ArrayList<>(plan.devices());
    for (int index = 0; index < plan.devices(); index++) {
      SplittableRandom random = fleet.split();
      series.add(
          new DeviceSeries(
              id(plan, index), signals.ofDevice(index, random), signals.silence(index, random)));
    }
    return series;
  }

  /** The id of a device, by its number from 0. */
  static String id(FleetPlan plan, int index) {
    return switch (plan.scenario()) {
      case ARTICLE -> sensor(index, plan.devices());
      case HEATWAVE -> "site-1/" + sensor(index, plan.devices());
      default ->
          "site-%d/%s"
              .formatted(
                  index / DEVICES_OF_A_SITE + 1,
                  sensor(index % DEVICES_OF_A_SITE, DEVICES_OF_A_SITE));
    };
  }

  private static String sensor(int index, int highest) {
    int width = Math.max(3, Integer.toString(highest).length());
    return String.format(Locale.ROOT, "sensor-%0" + width + "d", index + 1);
  }

  String deviceId() {
    return deviceId;
  }

  /** Whether the device lets a turn at this time pass. */
  boolean isSilent(Instant turn) {
    return silence.test(turn);
  }

  /** The next reading, taken at the given time. */
  Reading next(Instant timestamp) {
    Signal.Values values = signal.at(timestamp);
    return new Reading(
        deviceId,
        timestamp,
        BigDecimal.valueOf(values.temperature(), 2),
        BigDecimal.valueOf(values.humidity(), 2),
        BigDecimal.valueOf(values.pressure(), 2),
        FIRMWARE_VERSION);
  }
}
