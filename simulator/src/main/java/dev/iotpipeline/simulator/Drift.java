package dev.iotpipeline.simulator;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A value that changes slowly: it has a daily cycle, and wanders around it. It depends on the time
 * alone, so a device that reads more often sees the same curve.
 *
 * <p>{@code StrictMath} gives the same digits on every JDK and processor.
 */
final class Drift {

  private static final double DAY = TimeUnit.DAYS.toSeconds(1);

  private final double middle;
  private final Wave day;
  private final Wave slow;
  private final Wave quick;

  /**
   * @param middles where the middle of this device's values may lie, hundredths
   * @param daily half of what the value changes over a day, hundredths; less than 0 if it is lowest
   *     in the afternoon
   * @param wander how far it may be from its daily cycle, hundredths
   */
  private Drift(Signal.Range middles, int daily, int wander, SplittableRandom random) {
    this.middle = middles.draw(random);
    // The sine is highest a quarter of a day after its start, so at 15:00 UTC.
    this.day = new Wave(daily, DAY, -0.375);
    this.slow = new Wave(0.75 * wander, random.nextDouble(2_400, 5_400), random.nextDouble());
    this.quick = new Wave(0.25 * wander, random.nextDouble(600, 1_200), random.nextDouble());
  }

  /** The normal values of one device. They stay within the article's ranges. */
  static Signal normal(SplittableRandom random) {
    Drift temperature = new Drift(new Signal.Range(2_000, 3_000), 330, 130, random);
    Drift humidity = new Drift(new Signal.Range(4_500, 6_500), -800, 600, random);
    Drift pressure = new Drift(new Signal.Range(98_000, 102_000), 100, 1_500, random);
    return time -> new Signal.Values(temperature.at(time), humidity.at(time), pressure.at(time));
  }

  private int at(Instant time) {
    double seconds = time.getEpochSecond() + time.getNano() / 1e9;
    return (int) Math.round(middle + day.at(seconds) + slow.at(seconds) + quick.at(seconds));
  }

  /**
   * A sine over time.
   *
   * @param height from its middle to its top
   * @param period seconds
   * @param phase the part of a period that has passed at the epoch
   */
  private record Wave(double height, double period, double phase) {

    double at(double seconds) {
      return height * StrictMath.sin(2 * Math.PI * (seconds / period + phase));
    }
  }
}
