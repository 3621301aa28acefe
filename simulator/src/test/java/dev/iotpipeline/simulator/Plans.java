package dev.iotpipeline.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Plans for tests; what a test does not speak of is as here. */
final class Plans {

  static final Instant START = Instant.parse("2026-11-23T10:15:30.123456Z");
  static final long SEED = 42;

  private Plans() {}

  /** As fast as it goes. */
  static FleetPlan counted(int devices, long count) {
    return new FleetPlan(devices, Duration.ZERO, count, null, SEED, START, 0.05, Map.of());
  }

  static FleetPlan paced(int devices, Duration interval) {
    return new FleetPlan(devices, interval, null, null, SEED, START, 0.05, Map.of());
  }

  static FleetPlan lasting(int devices, Duration interval, Duration duration) {
    return new FleetPlan(devices, interval, null, duration, SEED, START, 0.05, Map.of());
  }

  static FleetPlan anomalous(double probability) {
    return new FleetPlan(1, Duration.ZERO, null, null, SEED, START, probability, Map.of());
  }

  static FleetPlan seeded(long seed) {
    return new FleetPlan(3, Duration.ZERO, 300L, null, seed, START, 0.05, Map.of());
  }

  static FleetPlan hostile(int devices, Map<Hostility, Double> hostility) {
    return hostile(devices, SEED, hostility);
  }

  static FleetPlan hostile(int devices, long seed, Map<Hostility, Double> hostility) {
    return new FleetPlan(devices, Duration.ofSeconds(1), null, null, seed, START, 0.05, hostility);
  }
}
