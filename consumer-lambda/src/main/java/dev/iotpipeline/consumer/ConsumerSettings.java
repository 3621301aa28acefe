package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the consumer.
 *
 * @param tableName the DynamoDB table (name or ARN) that readings are kept in
 * @param alertFunctionName the function (name, ARN, or either with an alias) that alerts go to
 * @param thresholds what makes a reading anomalous
 * @param retention how long after its arrival a reading expires; null keeps it for ever
 * @param quarantine where rejected records go; null: they are reported as failed instead
 * @param shadows what is known of each device; null judges each reading by itself
 */
public record ConsumerSettings(
    String tableName,
    String alertFunctionName,
    Thresholds thresholds,
    @Nullable Duration retention,
    @Nullable Quarantine quarantine,
    @Nullable Shadows shadows) {

  /**
   * The table of the devices' shadows, and what is found with them.
   *
   * @param tableName its name
   * @param lifeCycle when people hear of a breach
   * @param silence how long nothing may be heard of a device; zero if nobody looks
   * @param digest how long notices are gathered for one message
   * @param thresholdsTable the name of the table of thresholds that differ; null if there is none
   */
  public record Shadows(
      String tableName,
      LifeCycle lifeCycle,
      Duration silence,
      Duration digest,
      @Nullable String thresholdsTable) {

    public Shadows {
      Objects.requireNonNull(tableName, "tableName");
      Objects.requireNonNull(lifeCycle, "lifeCycle");
      Objects.requireNonNull(silence, "silence");
      Objects.requireNonNull(digest, "digest");
    }
  }

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

  private static final int DAY = 86_400;

  public ConsumerSettings {
    Objects.requireNonNull(tableName, "tableName");
    Objects.requireNonNull(alertFunctionName, "alertFunctionName");
    Objects.requireNonNull(thresholds, "thresholds");
  }

  /**
   * Reads {@code DYNAMODB_TABLE_NAME}, {@code ALERT_FUNCTION_NAME}, {@code READING_RETENTION_DAYS}
   * (not set, or 0: for ever), {@code REJECTED_TABLE_NAME} (not set: no quarantine), {@code
   * REJECTED_RETENTION_DAYS}, the variables of {@link Thresholds#from}, and for shadows {@code
   * SHADOW_TABLE_NAME} (not set: none), {@code NOTIFICATION_COOLDOWN_SECONDS}, {@code HYSTERESIS},
   * {@code CONSECUTIVE_BREACHES}, {@code SILENCE_SECONDS}, {@code DIGEST_SECONDS} and {@code
   * THRESHOLDS_TABLE_NAME}.
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
            .orElse(null),
        shadows(environment));
  }

  private static @Nullable Shadows shadows(Environment environment) {
    LifeCycle lifeCycle =
        new LifeCycle(
            seconds(environment, "NOTIFICATION_COOLDOWN_SECONDS", 0, 0, DAY),
            environment.decimal("HYSTERESIS", BigDecimal.ZERO),
            environment.wholeNumber("CONSECUTIVE_BREACHES", 1, 1, 1_000));
    Duration silence = seconds(environment, "SILENCE_SECONDS", 0, 0, 7 * DAY);
    Optional<String> tableName = environment.optional("SHADOW_TABLE_NAME");
    if (tableName.isEmpty() && (lifeCycle.isOn() || !silence.isZero())) {
      throw new InvalidSettingException(
          "SHADOW_TABLE_NAME is not set; "
              + (lifeCycle.isOn() ? "NOTIFICATION_COOLDOWN_SECONDS" : "SILENCE_SECONDS")
              + " needs the table of shadows, or has to be 0");
    }
    return tableName
        .map(
            name ->
                new Shadows(
                    name,
                    lifeCycle,
                    silence,
                    seconds(environment, "DIGEST_SECONDS", 5, 1, 10),
                    environment.optional("THRESHOLDS_TABLE_NAME").orElse(null)))
        .orElse(null);
  }

  private static Duration seconds(
      Environment environment, String variable, int standard, int least, int most) {
    return Duration.ofSeconds(environment.wholeNumber(variable, standard, least, most));
  }

  private static @Nullable Duration retention(Environment environment, String variable) {
    int days = environment.wholeNumber(variable, 0, 0, LONGEST_RETENTION_DAYS);
    return days == 0 ? null : Duration.ofDays(days);
  }
}
