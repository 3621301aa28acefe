package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hostility;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The fleets that publish in tests. */
final class Fleets {

  private Fleets() {}

  /** Four devices that send whatever a device can send. */
  static FleetPlan hostile() {
    return new FleetPlan(
        4,
        Duration.ZERO,
        80L,
        null,
        42,
        Instant.parse("2026-11-23T10:15:30.123456Z"),
        0.25,
        Map.of(
            Hostility.MALFORMED, 0.2,
            Hostility.DUPLICATE, 0.1,
            Hostility.LATE, 0.1,
            Hostility.SAME_TIMESTAMP, 0.1,
            Hostility.CLOCK_SKEW, 0.25));
  }
}
