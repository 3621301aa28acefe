package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The values of one device, one reading after the other. They depend on the seed and the device's
 * index alone: neither the size of the fleet nor its pace changes them.
 */
final class DeviceSeries {

  static final String FIRMWARE_VERSION = "1.2.0";

  /** Ranges of values in hundredths of °C, % and hPa; both ends are included. */
  private static final Range TEMPERATURE = new Range(1_500, 3_500);

  private static final Range HUMIDITY = new Range(3_000, 8_000);
  private static final Range PRESSURE = new Range(95_000, 105_000);
  private static final Range HOT = new Range(4_600, 6_000);
  private static final Range DAMP = new Range(9_100, 9_900);
  private static final Range DRY = new Range(500, 1_900);

  private final String deviceId;
  private final double anomalyProbability;
  private final SplittableRandom random;

  private DeviceSeries(String deviceId, double anomalyProbability, SplittableRandom random) {
    this.deviceId = deviceId;
    this.anomalyProbability = anomalyProbability;
    this.random = random;
  }

  /** The series of all devices of a plan, in the order of their ids. */
  static List<DeviceSeries> ofFleet(FleetPlan plan) {
    // Seeds with a fixed difference may give the same sequence, shifted. split() avoids this.
    SplittableRandom fleet = new SplittableRandom(plan.seed());
    int width = Math.max(3, Integer.toString(plan.devices()).length());
    List<DeviceSeries> series = new ArrayList<>(plan.devices());
    for (int number = 1; number <= plan.devices(); number++) {
      String id = String.format(Locale.ROOT, "sensor-%0" + width + "d", number);
      series.add(new DeviceSeries(id, plan.anomalyProbability(), fleet.split()));
    }
    return series;
  }

  /** The next reading, taken at the given time. */
  Reading next(Instant timestamp) {
    boolean anomalous = random.nextDouble() < anomalyProbability;
    Range humidity = anomalous ? (random.nextBoolean() ? DAMP : DRY) : HUMIDITY;
    return new Reading(
        deviceId,
        timestamp,
        (anomalous ? HOT : TEMPERATURE).draw(random),
        humidity.draw(random),
        PRESSURE.draw(random),
        FIRMWARE_VERSION);
  }

  private record Range(int lowest, int highest) {

    BigDecimal draw(SplittableRandom random) {
      return BigDecimal.valueOf(random.nextInt(lowest, highest + 1), 2);
    }
  }
}
