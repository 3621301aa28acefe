package dev.iotpipeline.local.run.assembly;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.lambda.AsyncSettings;
import dev.iotpipeline.local.aws.lambda.mapping.MappingSettings;
import dev.iotpipeline.local.aws.lambda.mapping.StartingPosition;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The settings that AWS and the local run share: {@code terraform/pipeline.auto.tfvars.json}, which
 * the build puts into this jar. A setting in that file that is not read here is refused.
 *
 * @param batchSize records per invocation of the consumer
 * @param batchingWindowSeconds how long a batch may wait to fill
 * @param bisect whether a batch that fails with an error is halved
 * @param maximumRetryAttempts how often a failing batch is tried again
 * @param maximumRecordAgeSeconds how old a record may become before it is put aside
 * @param parallelizationFactor batches of one shard under way at once
 * @param consumerTimeoutSeconds how long one invocation of the consumer may take
 * @param alertTimeoutSeconds how long one invocation of the alert function may take
 * @param alertMaximumRetryAttempts how often a failed alert is tried again
 * @param temperatureThreshold °C; anomalous above
 * @param humidityHighThreshold % relative; anomalous above
 * @param humidityLowThreshold % relative; anomalous below
 */
public record PipelineSettings(
    @JsonProperty(value = "batch_size", required = true) int batchSize,
    @JsonProperty(value = "maximum_batching_window_in_seconds", required = true)
        int batchingWindowSeconds,
    @JsonProperty(value = "bisect_batch_on_function_error", required = true) boolean bisect,
    @JsonProperty(value = "maximum_retry_attempts", required = true) int maximumRetryAttempts,
    @JsonProperty(value = "maximum_record_age_in_seconds", required = true)
        int maximumRecordAgeSeconds,
    @JsonProperty(value = "parallelization_factor", required = true) int parallelizationFactor,
    @JsonProperty(value = "consumer_timeout_in_seconds", required = true)
        int consumerTimeoutSeconds,
    @JsonProperty(value = "alert_timeout_in_seconds", required = true) int alertTimeoutSeconds,
    @JsonProperty(value = "alert_maximum_retry_attempts", required = true)
        int alertMaximumRetryAttempts,
    @JsonProperty(value = "temperature_threshold", required = true) BigDecimal temperatureThreshold,
    @JsonProperty(value = "humidity_high_threshold", required = true)
        BigDecimal humidityHighThreshold,
    @JsonProperty(value = "humidity_low_threshold", required = true)
        BigDecimal humidityLowThreshold) {

  private static final String RESOURCE = "/pipeline.auto.tfvars.json";

  /** The settings as they were when this jar was built. */
  public static PipelineSettings load() {
    try (InputStream file = PipelineSettings.class.getResourceAsStream(RESOURCE)) {
      return JsonMapper.builder().build().readValue(file, PipelineSettings.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " in this jar", e);
    }
  }

  public Thresholds thresholds() {
    return new Thresholds(temperatureThreshold, humidityHighThreshold, humidityLowThreshold);
  }

  MappingSettings mapping() {
    return new MappingSettings(
        batchSize,
        Duration.ofSeconds(batchingWindowSeconds),
        bisect,
        maximumRetryAttempts,
        Duration.ofSeconds(maximumRecordAgeSeconds),
        parallelizationFactor,
        true,
        StartingPosition.TRIM_HORIZON);
  }

  AsyncSettings async() {
    return new AsyncSettings(alertMaximumRetryAttempts, AsyncSettings.DEFAULT.maximumEventAge());
  }

  Duration consumerTimeout() {
    return Duration.ofSeconds(consumerTimeoutSeconds);
  }

  Duration alertTimeout() {
    return Duration.ofSeconds(alertTimeoutSeconds);
  }

  /** The same with other batches. */
  PipelineSettings withBatchSize(int records) {
    return with(records, consumerTimeoutSeconds, alertTimeoutSeconds, alertMaximumRetryAttempts);
  }

  /** The same with other time-outs, in seconds. */
  PipelineSettings withTimeouts(int consumer, int alert) {
    return with(batchSize, consumer, alert, alertMaximumRetryAttempts);
  }

  /** The same with other retries of alerts. */
  PipelineSettings withAlertRetries(int retries) {
    return with(batchSize, consumerTimeoutSeconds, alertTimeoutSeconds, retries);
  }

  private PipelineSettings with(
      int records, int consumerSeconds, int alertSeconds, int alertRetries) {
    return new PipelineSettings(
        records,
        batchingWindowSeconds,
        bisect,
        maximumRetryAttempts,
        maximumRecordAgeSeconds,
        parallelizationFactor,
        consumerSeconds,
        alertSeconds,
        alertRetries,
        temperatureThreshold,
        humidityHighThreshold,
        humidityLowThreshold);
  }
}
