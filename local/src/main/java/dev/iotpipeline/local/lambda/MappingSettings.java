package dev.iotpipeline.local.lambda;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an event source mapping reads a Kinesis stream; the limits are Lambda's own.
 *
 * @param batchSize records per invocation at most, 1 to 10,000
 * @param batchingWindow how long a batch may wait to fill, 0 to 300 s; at least 1 s if batchSize is
 *     above 10
 * @param bisectBatchOnFunctionError whether a batch that fails with an error is halved
 * @param maximumRetryAttempts how often a failing batch is tried again, 0 to 10,000; -1 for ever
 * @param maximumRecordAge how old a record may become, 60 s to 7 days; empty for ever
 * @param parallelizationFactor batches of one shard under way at once, 1 to 10
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a>
 */
public record MappingSettings(
    int batchSize,
    Duration batchingWindow,
    boolean bisectBatchOnFunctionError,
    int maximumRetryAttempts,
    Optional<Duration> maximumRecordAge,
    int parallelizationFactor) {

  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(300);
  private static final Duration LOWEST_AGE = Duration.ofSeconds(60);
  private static final Duration HIGHEST_AGE = Duration.ofDays(7);

  /**
   * @throws IllegalArgumentException if Lambda would refuse a value; names the setting as Terraform
   *     does
   */
  public MappingSettings {
    Objects.requireNonNull(batchingWindow, "batchingWindow");
    Objects.requireNonNull(maximumRecordAge, "maximumRecordAge");
    require(batchSize >= 1 && batchSize <= 10_000, "batch_size", batchSize, "1 to 10000");
    require(
        !batchingWindow.isNegative() && batchingWindow.compareTo(LONGEST_WINDOW) <= 0,
        "maximum_batching_window_in_seconds",
        batchingWindow.toSeconds(),
        "0 to 300");
    require(
        batchSize <= 10 || batchingWindow.toSeconds() >= 1,
        "maximum_batching_window_in_seconds",
        batchingWindow.toSeconds(),
        "at least 1 when batch_size is above 10");
    require(
        maximumRetryAttempts >= -1 && maximumRetryAttempts <= 10_000,
        "maximum_retry_attempts",
        maximumRetryAttempts,
        "-1 to 10000");
    maximumRecordAge.ifPresent(
        age ->
            require(
                age.compareTo(LOWEST_AGE) >= 0 && age.compareTo(HIGHEST_AGE) <= 0,
                "maximum_record_age_in_seconds",
                age.toSeconds(),
                "60 to 604800, or -1"));
    require(
        parallelizationFactor >= 1 && parallelizationFactor <= 10,
        "parallelization_factor",
        parallelizationFactor,
        "1 to 10");
  }

  private static void require(boolean holds, String name, long value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be " + allowed);
    }
  }

  /** Whether a batch that has been tried again so often may be tried once more. */
  boolean allowsRetry(int attempts) {
    return maximumRetryAttempts < 0 || attempts < maximumRetryAttempts;
  }
}
