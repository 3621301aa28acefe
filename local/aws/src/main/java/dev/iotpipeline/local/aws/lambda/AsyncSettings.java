package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.aws.InvalidSettingException;
import java.time.Duration;

/**
 * What is configured of a function's asynchronous invocations, within AWS's limits. The messages of
 * refusals name the settings as Terraform does.
 *
 * @param maximumRetryAttempts how often an event is tried again after an error of the function, 0
 *     to 2
 * @param maximumEventAge an event that waited longer is given up, 60 to 21,600 s
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html">Error
 *     handling of asynchronous invocations</a>
 */
public record AsyncSettings(int maximumRetryAttempts, Duration maximumEventAge) {

  /** Lambda's defaults: two retries within six hours. */
  public static final AsyncSettings DEFAULT = new AsyncSettings(2, Duration.ofHours(6));

  /**
   * @throws InvalidSettingException if a value is outside AWS's limits
   */
  public AsyncSettings {
    if (maximumRetryAttempts < 0 || maximumRetryAttempts > 2) {
      throw new InvalidSettingException(
          "maximum_retry_attempts of asynchronous invocations is "
              + maximumRetryAttempts
              + "; it has to be 0 to 2");
    }
    if (maximumEventAge.compareTo(Duration.ofSeconds(60)) < 0
        || maximumEventAge.compareTo(Duration.ofHours(6)) > 0) {
      throw new InvalidSettingException(
          "maximum_event_age_in_seconds is "
              + maximumEventAge.toSeconds()
              + "; it has to be 60 to 21600");
    }
  }
}
