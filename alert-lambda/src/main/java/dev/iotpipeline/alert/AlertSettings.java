package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.Environment;
import dev.iotpipeline.telemetry.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the alert function has to be told.
 *
 * @param topicArn the standard SNS topic to publish to
 * @param thresholds what counts as an anomaly; the same as the consumer's
 */
public record AlertSettings(String topicArn, Thresholds thresholds) {

  /** No {@code .fifo}: such a topic delivers neither e-mail nor SMS. */
  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");

  /**
   * @throws InvalidSettingException if the ARN is not that of a standard topic
   */
  public AlertSettings {
    Objects.requireNonNull(topicArn, "topicArn");
    Objects.requireNonNull(thresholds, "thresholds");
    if (!TOPIC_ARN.matcher(topicArn).matches()) {
      throw new InvalidSettingException(
          "SNS_TOPIC_ARN is \""
              + topicArn
              + "\"; it has to be the ARN of a standard SNS topic, for example"
              + " arn:aws:sns:us-east-1:123456789012:iot-alerts");
    }
  }

  /**
   * Reads {@code SNS_TOPIC_ARN} and the thresholds.
   *
   * @throws InvalidSettingException if one is missing or makes no sense
   */
  public static AlertSettings from(Environment environment) {
    return new AlertSettings(
        environment.required("SNS_TOPIC_ARN", "the ARN of the SNS topic that alerts go to"),
        Thresholds.from(environment));
  }
}
