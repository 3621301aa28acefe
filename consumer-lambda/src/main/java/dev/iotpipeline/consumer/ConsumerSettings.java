package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Environment;
import dev.iotpipeline.telemetry.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.util.Objects;

/**
 * What the consumer is told when it starts.
 *
 * @param tableName the DynamoDB table (name or ARN) that readings are kept in
 * @param alertFunctionName the function (name, ARN, or either with an alias) that alerts go to
 * @param thresholds what makes a reading anomalous
 */
public record ConsumerSettings(String tableName, String alertFunctionName, Thresholds thresholds) {

  public ConsumerSettings {
    Objects.requireNonNull(tableName, "tableName");
    Objects.requireNonNull(alertFunctionName, "alertFunctionName");
    Objects.requireNonNull(thresholds, "thresholds");
  }

  /**
   * Reads {@code DYNAMODB_TABLE_NAME}, {@code ALERT_FUNCTION_NAME} and the variables of {@link
   * Thresholds#from}.
   *
   * @throws InvalidSettingException if a name is not set or a threshold is no number
   */
  public static ConsumerSettings from(Environment environment) {
    return new ConsumerSettings(
        environment.required("DYNAMODB_TABLE_NAME", "the name of the table for readings"),
        environment.required("ALERT_FUNCTION_NAME", "the name of the function that sends alerts"),
        Thresholds.from(environment));
  }
}
