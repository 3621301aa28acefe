package dev.iotpipeline.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** What the devices of a plan measure, and when they say nothing. */
final class FleetSignals {

  /** So that a fleet of a few devices has one of each kind. */
  private static final int ONE_OF = 3;

  private static final Signal.Range BEFORE_THE_HEAT = new Signal.Range(4_300, 4_450);
  private static final int HEAT = 300;

  private static final Signal.Range AROUND_THE_THRESHOLD = new Signal.Range(4_400, 4_600);

  /** More than 5 °C, also where no reading falls on the foot or the top of a rise. */
  private static final Signal.Range RISE = new Signal.Range(700, 750);

  /** The part of a course in which a temperature rises; over the rest it falls. */
  private static final double RISING = 1.0 / 6;

  private static final double SILENT = 0.4;

  private final FleetPlan plan;

  FleetSignals(FleetPlan plan) {
    this.plan = plan;
  }

  /**
   * The signal of one device.
   *
   * @param index of the device, from 0
   * @param random of this device
   */
  Signal ofDevice(int index, SplittableRandom random) {
    if (plan.scenario() == Scenario.ARTICLE) {
      return Signal.independent(random).withSpikes(plan.anomalyProbability(), random);
    }
    Signal normal = Drift.normal(random);
    return switch (plan.scenario()) {
      case SPIKES -> normal.withSpikes(plan.anomalyProbability(), random);
      case HEATWAVE -> heatwave(normal, random);
      case FAST_RISE -> fastRise(normal, random);
      case FLAPPING -> isOneOfThree(index) ? flapping(normal, random) : normal;
      case STUCK -> isOneOfThree(index) ? stuck(normal) : normal;
      case ARTICLE, NORMAL, SILENT -> normal;
    };
  }

  /**
   * Whether one device is silent at a time.
   *
   * @param index of the device, from 0
   * @param random of this device
   */
  Predicate<Instant> silence(int index, SplittableRandom random) {
    if (plan.scenario() != Scenario.SILENT || !isOneOfThree(index)) {
      return time -> false;
    }
    Course course = Course.ofRun(plan, Duration.ofSeconds(75));
    double start = random.nextDouble(0.1, 0.5);
    return time -> {
      double passed = course.passed(time);
      return passed >= start && passed < start + SILENT;
    };
  }

  private static boolean isOneOfThree(int index) {
    return index % ONE_OF == 0;
  }

  /** The temperature has no noise: each device crosses the threshold once on each way. */
  private Signal heatwave(Signal normal, SplittableRandom random) {
    Course course = Course.ofRun(plan, Duration.ofSeconds(60));
    int base = BEFORE_THE_HEAT.draw(random);
    return time -> {
      double passed = course.passed(time);
      double heat = Math.min(smooth((passed - 0.1) / 0.3), smooth((0.9 - passed) / 0.3));
      return normal.at(time).withTemperature(base + (int) Math.round(HEAT * heat));
    };
  }

  /** From 0 to 1 and without a corner, as its argument goes from 0 to 1. */
  private static double smooth(double x) {
    double bounded = Math.max(0, Math.min(1, x));
    return bounded * bounded * (3 - 2 * bounded);
  }

  private Signal fastRise(Signal normal, SplittableRandom random) {
    Course course = Course.atMost(plan, Duration.ofMinutes(2));
    int height = RISE.draw(random);
    // The whole rise lies within the course, however short the run is.
    double start = random.nextDouble(0, 1 - RISING);
    return time -> {
      double passed = course.passed(time) - start;
      double sinceStart = passed < 0 ? passed + 1 : passed;
      double risen = sinceStart < RISING ? sinceStart / RISING : (1 - sinceStart) / (1 - RISING);
      Signal.Values values = normal.at(time);
      return values.withTemperature(values.temperature() + (int) Math.round(height * risen));
    };
  }

  private static Signal flapping(Signal normal, SplittableRandom random) {
    return time -> normal.at(time).withTemperature(AROUND_THE_THRESHOLD.draw(random));
  }

  private Signal stuck(Signal normal) {
    Signal.Values values = normal.at(plan.start());
    return time -> values;
  }
}
