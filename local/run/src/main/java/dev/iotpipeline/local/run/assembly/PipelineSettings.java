package dev.iotpipeline.local.run.assembly;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.iotpipeline.local.aws.lambda.AsyncSettings;
import dev.iotpipeline.local.aws.lambda.mapping.MappingSettings;
import dev.iotpipeline.local.aws.lambda.mapping.StartingPosition;
import dev.iotpipeline.local.run.verdict.Rules;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * The settings that AWS and the local run share: {@code terraform/pipeline.auto.tfvars.json}, which
 * the build puts into this jar, and {@link #LOCAL}. The names are those of Terraform's variables,
 * and their meaning is described there. The file and this record must have the same settings.
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PipelineSettings(
    int batchSize,
    int maximumBatchingWindowInSeconds,
    boolean bisectBatchOnFunctionError,
    int maximumRetryAttempts,
    int maximumRecordAgeInSeconds,
    int parallelizationFactor,
    int consumerTimeoutInSeconds,
    int alertTimeoutInSeconds,
    int alertMaximumRetryAttempts,
    BigDecimal temperatureThreshold,
    BigDecimal humidityHighThreshold,
    BigDecimal humidityLowThreshold,
    StartingPosition startingPosition,
    boolean quarantineEnabled,
    boolean ledgerEnabled,
    BigDecimal temperatureRiseThreshold,
    int temperatureRiseWindowInSeconds,
    BigDecimal hysteresis,
    int consecutiveBreaches,
    int digestInSeconds,
    boolean shadowsEnabled,
    boolean fleetStatisticsEnabled,
    int notificationCooldownInSeconds,
    int silenceInSeconds,
    int fleetWindowInSeconds) {

  /**
   * What is not in the file, because the local run shows each alert unless it is asked for less,
   * and what the fleet is like before somebody has looked away.
   */
  public static final Map<String, Object> LOCAL =
      Map.of(
          "notification_cooldown_in_seconds",
          0,
          "silence_in_seconds",
          0,
          "fleet_window_in_seconds",
          5);

  /** The changes of {@code --article}; {@code terraform/profiles/article.tfvars} has the same. */
  public static final Map<String, Object> ARTICLE =
      Map.of(
          "starting_position",
          "LATEST",
          "maximum_batching_window_in_seconds",
          0,
          "quarantine_enabled",
          false,
          "ledger_enabled",
          false,
          "shadows_enabled",
          false,
          "fleet_statistics_enabled",
          false,
          "notification_cooldown_in_seconds",
          0,
          "silence_in_seconds",
          0);

  private static final int FLEET_BATCH_SIZE = 10_000;
  private static final int FLEET_RETRIES = 10;

  /** Ten seconds on AWS, where a window is a minute. */
  private static final Duration FLEET_BATCHING_WINDOW = Duration.ofSeconds(1);

  private static final String RESOURCE = "/pipeline.auto.tfvars.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * The settings as they were when this jar was built.
   *
   * @param changes values for some of them, by their names in Terraform
   */
  public static PipelineSettings load(Map<String, ?> changes) {
    try (InputStream file = PipelineSettings.class.getResourceAsStream(RESOURCE)) {
      ObjectNode settings = JSON.readValue(file, ObjectNode.class);
      settings.setAll(JSON.<ObjectNode>valueToTree(LOCAL));
      settings.setAll(JSON.<ObjectNode>valueToTree(changes));
      return JSON.treeToValue((JsonNode) settings, PipelineSettings.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " in this jar", e);
    }
  }

  public Thresholds thresholds() {
    return new Thresholds(
        temperatureThreshold,
        humidityHighThreshold,
        humidityLowThreshold,
        temperatureRiseThreshold,
        Duration.ofSeconds(temperatureRiseWindowInSeconds));
  }

  /** When people hear of a breach. */
  public LifeCycle lifeCycle() {
    return new LifeCycle(
        Duration.ofSeconds(notificationCooldownInSeconds), hysteresis, consecutiveBreaches);
  }

  /** How long nothing may be heard of a device; zero if nobody looks. */
  public Duration silence() {
    return Duration.ofSeconds(silenceInSeconds);
  }

  /** What a run with these settings has to find. */
  Rules rules() {
    LifeCycle lifeCycle = lifeCycle();
    return new Rules(
        thresholds(),
        shadowsEnabled,
        lifeCycle.coolDown(),
        lifeCycle.hysteresis(),
        lifeCycle.consecutive(),
        Duration.ofSeconds(digestInSeconds),
        silence(),
        fleetStatisticsEnabled ? Duration.ofSeconds(fleetWindowInSeconds) : Duration.ZERO);
  }

  MappingSettings mapping() {
    return new MappingSettings(
        batchSize,
        Duration.ofSeconds(maximumBatchingWindowInSeconds),
        MappingSettings.NO_TUMBLING_WINDOW,
        bisectBatchOnFunctionError,
        maximumRetryAttempts,
        Duration.ofSeconds(maximumRecordAgeInSeconds),
        parallelizationFactor,
        true,
        startingPosition);
  }

  /** The mapping of the fleet's statistics, as Terraform makes it. */
  MappingSettings fleetMapping() {
    return new MappingSettings(
        FLEET_BATCH_SIZE,
        FLEET_BATCHING_WINDOW,
        Duration.ofSeconds(fleetWindowInSeconds),
        false,
        FLEET_RETRIES,
        Duration.ofSeconds(maximumRecordAgeInSeconds),
        1,
        true,
        startingPosition);
  }

  AsyncSettings async() {
    return new AsyncSettings(alertMaximumRetryAttempts, AsyncSettings.DEFAULT.maximumEventAge());
  }

  Duration consumerTimeout() {
    return Duration.ofSeconds(consumerTimeoutInSeconds);
  }

  Duration alertTimeout() {
    return Duration.ofSeconds(alertTimeoutInSeconds);
  }
}
