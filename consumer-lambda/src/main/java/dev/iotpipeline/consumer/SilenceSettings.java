package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import java.time.Duration;
import java.util.Objects;

/**
 * What the check for silent devices is told when it starts.
 *
 * @param shadowTableName the table of the devices' shadows
 * @param alertFunctionName the function that notices go to
 * @param silence how long nothing may be heard of a device
 */
public record SilenceSettings(String shadowTableName, String alertFunctionName, Duration silence) {

  private static final int LONGEST_SECONDS = 7 * 86_400;

  public SilenceSettings {
    Objects.requireNonNull(shadowTableName, "shadowTableName");
    Objects.requireNonNull(alertFunctionName, "alertFunctionName");
    if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("silence has to be at least a second");
    }
  }

  /**
   * Reads {@code SHADOW_TABLE_NAME}, {@code ALERT_FUNCTION_NAME} and {@code SILENCE_SECONDS}.
   *
   * @throws InvalidSettingException if one is missing or makes no sense
   */
  public static SilenceSettings from(Environment environment) {
    return new SilenceSettings(
        environment.required("SHADOW_TABLE_NAME", "the name of the table of shadows"),
        environment.required("ALERT_FUNCTION_NAME", "the name of the function that sends alerts"),
        Duration.ofSeconds(environment.wholeNumber("SILENCE_SECONDS", 300, 1, LONGEST_SECONDS)));
  }
}
