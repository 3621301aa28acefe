package dev.iotpipeline.fleet;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.ResourceNames;
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
 * @param metricNamespace the CloudWatch namespace of the statistics
 */
public record FleetSettings(
    String tableName, Thresholds thresholds, @Nullable Duration retention, String metricNamespace) {

  public FleetSettings {
    Objects.requireNonNull(tableName, "tableName");
    Objects.requireNonNull(thresholds, "thresholds");
    Objects.requireNonNull(metricNamespace, "metricNamespace");
  }

  /** Settings with the namespace that the local run has too. */
  public FleetSettings(String tableName, Thresholds thresholds, @Nullable Duration retention) {
    this(tableName, thresholds, retention, ResourceNames.FLEET_NAMESPACE);
  }

  /**
   * Reads {@code FLEET_TABLE_NAME}, {@code FLEET_RETENTION_DAYS} (not set, or 0: for ever), {@code
   * FLEET_METRIC_NAMESPACE} (not set: {@link ResourceNames#FLEET_NAMESPACE}) and the variables of
   * {@link Thresholds#from}.
   *
   * @throws InvalidSettingException if one is missing or makes no sense
   */
  public static FleetSettings from(Environment environment) {
    return new FleetSettings(
        environment.required("FLEET_TABLE_NAME", "the name of the table of the fleet's statistics"),
        Thresholds.from(environment::decimal),
        environment.retention("FLEET_RETENTION_DAYS").orElse(null),
        environment.metricNamespace("FLEET_METRIC_NAMESPACE", ResourceNames.FLEET_NAMESPACE));
  }
}
