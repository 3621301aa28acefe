package dev.iotpipeline.simulator;

import java.time.Instant;
import java.util.SplittableRandom;

/** What the sensor of one device shows. It is asked once for each reading, in order of time. */
@FunctionalInterface
interface Signal {

  Values at(Instant time);

  /**
   * Independent draws within the article's ranges.
   *
   * @param random of this device
   */
  static Signal independent(SplittableRandom random) {
    return time ->
        new Values(
            Range.TEMPERATURE.draw(random),
            Range.HUMIDITY.draw(random),
            Range.PRESSURE.draw(random));
  }

  /**
   * This signal, with the article's spikes in it. A spike replaces all three values.
   *
   * @param probability that a reading is a spike
   * @param random of this device
   */
  default Signal withSpikes(double probability, SplittableRandom random) {
    return time -> {
      if (random.nextDouble() >= probability) {
        return at(time);
      }
      Range humidity = random.nextBoolean() ? Range.DAMP : Range.DRY;
      return new Values(Range.HOT.draw(random), humidity.draw(random), Range.PRESSURE.draw(random));
    };
  }

  /**
   * The values of one moment, in hundredths.
   *
   * @param temperature of °C
   * @param humidity of % relative
   * @param pressure of hPa
   */
  record Values(int temperature, int humidity, int pressure) {

    Values withTemperature(int other) {
      return new Values(other, humidity, pressure);
    }
  }

  /** A range in hundredths; both ends are included. */
  record Range(int lowest, int highest) {

    static final Range TEMPERATURE = new Range(1_500, 3_500);
    static final Range HUMIDITY = new Range(3_000, 8_000);
    static final Range PRESSURE = new Range(95_000, 105_000);
    static final Range HOT = new Range(4_600, 6_000);
    static final Range DAMP = new Range(9_100, 9_900);
    static final Range DRY = new Range(500, 1_900);

    int draw(SplittableRandom random) {
      return random.nextInt(lowest, highest + 1);
    }
  }
}
