package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Environment;
import dev.iotpipeline.telemetry.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the consumer is told when it starts.
 *
 * @param tableName the DynamoDB table (name or ARN) that readings are kept in
 * @param alertFunctionName the function (name, ARN, or either with an alias) that alerts go to
 * @param thresholds what makes a reading anomalous
 * @param retention how long after its arrival a reading expires; empty keeps it for ever
 */
public record ConsumerSettings(
    String tableName,
    String alertFunctionName,
    Thresholds thresholds,
    Optional<Duration> retention) {

  /** A century: beyond it a typing error is likelier than a plan. */
  private static final int LONGEST_RETENTION_DAYS = 36_500;

  public ConsumerSettings {
    Objects.requireNonNull(tableName, "tableName");
    Objects.requireNonNull(alertFunctionName, "alertFunctionName");
    Objects.requireNonNull(thresholds, "thresholds");
    Objects.requireNonNull(retention, "retention");
  }

  /**
   * Reads {@code DYNAMODB_TABLE_NAME}, {@code ALERT_FUNCTION_NAME}, {@code READING_RETENTION_DAYS}
   * (not set, or 0: for ever) and the variables of {@link Thresholds#from}.
   *
   * @throws InvalidSettingException if a name is not set or a threshold is no number
   */
  public static ConsumerSettings from(Environment environment) {
    return new ConsumerSettings(
        environment.required("DYNAMODB_TABLE_NAME", "the name of the table for readings"),
        environment.required("ALERT_FUNCTION_NAME", "the name of the function that sends alerts"),
        Thresholds.from(environment),
        retention(environment));
  }

  private static Optional<Duration> retention(Environment environment) {
    int days = environment.wholeNumber("READING_RETENTION_DAYS", 0, 0, LONGEST_RETENTION_DAYS);
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }
}
