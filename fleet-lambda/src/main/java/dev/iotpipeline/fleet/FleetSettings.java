package dev.iotpipeline.fleet;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the fleet's statistics.
 *
 * @param tableName the table (name or ARN) that the statistics are kept in
 * @param thresholds what makes a reading anomalous
 * @param retention how long after its window's end an item expires; null keeps it for ever
 */
public record FleetSettings(String tableName, Thresholds thresholds, @Nullable Duration retention) {

  public FleetSettings {
    Objects.requireNonNull(tableName, "tableName");
    Objects.requireNonNull(thresholds, "thresholds");
  }

  /**
   * Reads {@code FLEET_TABLE_NAME}, {@code FLEET_RETENTION_DAYS} (not set, or 0: for ever) and the
   * variables of {@link Thresholds#from}.
   *
   * @throws InvalidSettingException if one is missing or makes no sense
   */
  public static FleetSettings from(Environment environment) {
    return new FleetSettings(
        environment.required("FLEET_TABLE_NAME", "the name of the table of the fleet's statistics"),
        Thresholds.from(environment::decimal),
        environment.retention("FLEET_RETENTION_DAYS").orElse(null));
  }
}
