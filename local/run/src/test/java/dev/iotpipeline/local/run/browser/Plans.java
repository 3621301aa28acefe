package dev.iotpipeline.local.run.browser;

import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hostility;
import dev.iotpipeline.simulator.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The fleets that publish in tests of the page: each device twice a second. */
final class Plans {

  private Plans() {}

  static FleetPlan normal(int devices) {
    return of(devices, Scenario.NORMAL, Duration.ofMinutes(10), Map.of());
  }

  static FleetPlan of(
      int devices, Scenario scenario, Duration duration, Map<Hostility, Double> hostility) {
    return new FleetPlan(
        devices,
        Duration.ofMillis(500),
        null,
        duration,
        42,
        Instant.now(),
        0.1,
        hostility,
        scenario);
  }
}
