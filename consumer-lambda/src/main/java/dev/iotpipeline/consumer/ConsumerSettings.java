package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the consumer.
 *
 * @param tableName the DynamoDB table (name or ARN) that readings are kept in
 * @param alertFunctionName the function (name, ARN, or either with an alias) that alerts go to
 * @param thresholds what makes a reading anomalous
 * @param retention how long after its arrival a reading expires; null keeps it for ever
 * @param quarantine where rejected records go; null: they are reported as failed instead
 */
public record ConsumerSettings(
    String tableName,
    String alertFunctionName,
    Thresholds thresholds,
    @Nullable Duration retention,
    @Nullable Quarantine quarantine) {

  /**
   * The table for rejected records.
   *
   * @param tableName its name or ARN
   * @param retention how long after its arrival a record expires from it; null: never
   */
  public record Quarantine(String tableName, @Nullable Duration retention) {

    public Quarantine {
      Objects.requireNonNull(tableName, "tableName");
    }
  }

  /** A century. A longer time is more likely a typing error than intended. */
  private static final int LONGEST_RETENTION_DAYS = 36_500;

  public ConsumerSettings {
    Objects.requireNonNull(tableName, "tableName");
    Objects.requireNonNull(alertFunctionName, "alertFunctionName");
    Objects.requireNonNull(thresholds, "thresholds");
  }

  /**
   * Reads {@code DYNAMODB_TABLE_NAME}, {@code ALERT_FUNCTION_NAME}, {@code READING_RETENTION_DAYS}
   * (not set, or 0: for ever), {@code REJECTED_TABLE_NAME} (not set: no quarantine), {@code
   * REJECTED_RETENTION_DAYS} and the variables of {@link Thresholds#from}.
   *
   * @throws InvalidSettingException if a name is not set or a threshold is no number
   */
  public static ConsumerSettings from(Environment environment) {
    return new ConsumerSettings(
        environment.required("DYNAMODB_TABLE_NAME", "the name of the table for readings"),
        environment.required("ALERT_FUNCTION_NAME", "the name of the function that sends alerts"),
        Thresholds.from(environment::decimal),
        retention(environment, "READING_RETENTION_DAYS"),
        environment
            .optional("REJECTED_TABLE_NAME")
            .map(name -> new Quarantine(name, retention(environment, "REJECTED_RETENTION_DAYS")))
            .orElse(null));
  }

  private static @Nullable Duration retention(Environment environment, String variable) {
    int days = environment.wholeNumber(variable, 0, 0, LONGEST_RETENTION_DAYS);
    return days == 0 ? null : Duration.ofDays(days);
  }
}
