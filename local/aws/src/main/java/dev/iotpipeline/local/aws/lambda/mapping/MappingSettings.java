package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.aws.InvalidSettingException;
import java.time.Duration;

/**
 * What is configured of an event source mapping, within the limits that AWS sets for Kinesis. The
 * messages of refusals name the settings as Terraform does.
 *
 * @param batchSize records of one invocation at most, 1 to 10,000
 * @param batchingWindow how long to wait for a full batch once there is a first record, 0 to 300 s
 * @param tumblingWindow how long a window is whose calls share a state, 0 to 900 s; {@link
 *     #NO_TUMBLING_WINDOW} for calls without a state. It needs a parallelizationFactor of 1
 * @param bisectOnFunctionError whether a batch is split rather than retried where that may help
 * @param maximumRetryAttempts how often a batch is tried again, 0 to 10,000; {@link
 *     #NO_RETRY_LIMIT} for as long as its records last
 * @param maximumRecordAge records that waited longer are not tried (again), 60 to 604,800 s; {@link
 *     #NO_AGE_LIMIT} to try them however old
 * @param parallelizationFactor batches of one shard under way at once, 1 to 10
 * @param reportBatchItemFailures whether the function's response says which records failed; if not,
 *     it is ignored
 * @param startingPosition where in the stream the mapping begins when it is created
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html">Parameters
 *     of Kinesis event source mappings</a>
 */
public record MappingSettings(
    int batchSize,
    Duration batchingWindow,
    Duration tumblingWindow,
    boolean bisectOnFunctionError,
    int maximumRetryAttempts,
    Duration maximumRecordAge,
    int parallelizationFactor,
    boolean reportBatchItemFailures,
    StartingPosition startingPosition) {

  public static final Duration NO_TUMBLING_WINDOW = Duration.ZERO;
  public static final int NO_RETRY_LIMIT = -1;
  public static final Duration NO_AGE_LIMIT = Duration.ofSeconds(-1);

  /**
   * @throws InvalidSettingException if a value is outside AWS's limits
   */
  public MappingSettings {
    require("batch_size", batchSize, 1, 10_000);
    requireSeconds("maximum_batching_window_in_seconds", batchingWindow, 0, 300);
    requireSeconds("tumbling_window_in_seconds", tumblingWindow, 0, 900);
    if (maximumRetryAttempts != NO_RETRY_LIMIT) {
      require("maximum_retry_attempts", maximumRetryAttempts, 0, 10_000);
    }
    if (!maximumRecordAge.equals(NO_AGE_LIMIT)) {
      requireSeconds("maximum_record_age_in_seconds", maximumRecordAge, 60, 604_800);
    }
    require("parallelization_factor", parallelizationFactor, 1, 10);
    if (!tumblingWindow.isZero() && parallelizationFactor > 1) {
      throw new InvalidSettingException(
          "parallelization_factor is "
              + parallelizationFactor
              + "; with tumbling_window_in_seconds it has to be 1");
    }
  }

  private static void require(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidSettingException(
          setting + " is " + value + "; it has to be " + least + " to " + most);
    }
  }

  private static void requireSeconds(String setting, Duration value, long least, long most) {
    if (value.getNano() != 0) {
      throw new InvalidSettingException(setting + " is " + value + "; it has to be whole seconds");
    }
    require(setting, value.toSeconds(), least, most);
  }

  boolean hasWindows() {
    return !tumblingWindow.isZero();
  }

  boolean limitsAge() {
    return !maximumRecordAge.equals(NO_AGE_LIMIT);
  }

  /** Whether a batch that was already retried so many times has any retry left. */
  boolean allowsRetryAfter(int retries) {
    return maximumRetryAttempts == NO_RETRY_LIMIT || retries < maximumRetryAttempts;
  }
}
