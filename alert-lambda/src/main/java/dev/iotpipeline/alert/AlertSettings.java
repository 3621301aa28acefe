package dev.iotpipeline.alert;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the alert function.
 *
 * @param topicArn the standard SNS topic to publish to
 * @param thresholds what counts as an anomaly; the same as the consumer's
 * @param ledger where alerts are written down; null leaves it to the memory of each instance
 * @param notices where notices are gathered for their digests; null: each invocation publishes its
 *     own, and remembers none
 * @param metricNamespace the CloudWatch namespace of the numbers of anomalies
 */
public record AlertSettings(
    String topicArn,
    Thresholds thresholds,
    @Nullable Ledger ledger,
    @Nullable Ledger notices,
    String metricNamespace) {

  /**
   * The dead-letter queue keeps an event for 14 days after its last try. Each try renews the
   * expiry.
   */
  private static final int SHORTEST_RETENTION_DAYS = 15;

  /**
   * A table of what was sent.
   *
   * @param tableName its name or ARN
   * @param retention how long after it was last tried a row expires from it; null: never
   */
  public record Ledger(String tableName, @Nullable Duration retention) {

    public Ledger {
      Objects.requireNonNull(tableName, "tableName");
    }
  }

  /** No {@code .fifo}: such a topic delivers neither e-mail nor SMS. */
  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");

  /**
   * @throws InvalidSettingException if the ARN is not that of a standard topic
   */
  public AlertSettings {
    Objects.requireNonNull(topicArn, "topicArn");
    Objects.requireNonNull(thresholds, "thresholds");
    Objects.requireNonNull(metricNamespace, "metricNamespace");
    if (!TOPIC_ARN.matcher(topicArn).matches()) {
      throw new InvalidSettingException(
          "SNS_TOPIC_ARN is \""
              + topicArn
              + "\"; it has to be the ARN of a standard SNS topic, for example"
              + " arn:aws:sns:us-east-1:123456789012:iot-alerts");
    }
  }

  /** Settings with the namespace that the local run has too. */
  public AlertSettings(
      String topicArn, Thresholds thresholds, @Nullable Ledger ledger, @Nullable Ledger notices) {
    this(topicArn, thresholds, ledger, notices, ResourceNames.METRIC_NAMESPACE);
  }

  /** Settings without a table of notices. */
  public AlertSettings(String topicArn, Thresholds thresholds, @Nullable Ledger ledger) {
    this(topicArn, thresholds, ledger, null);
  }

  /**
   * Reads {@code SNS_TOPIC_ARN}, {@code ALERTS_TABLE_NAME} (not set: no ledger), {@code
   * NOTICES_TABLE_NAME} (not set: no memory of notices), {@code ALERTS_RETENTION_DAYS} of both (not
   * set, or 0: for ever), {@code ALERT_METRIC_NAMESPACE} (not set: {@link
   * ResourceNames#METRIC_NAMESPACE}) and the thresholds.
   *
   * @throws InvalidSettingException if one is missing or makes no sense
   */
  public static AlertSettings from(Environment environment) {
    return new AlertSettings(
        environment.required("SNS_TOPIC_ARN", "the ARN of the SNS topic that alerts go to"),
        Thresholds.from(environment::decimal),
        ledger("ALERTS_TABLE_NAME", environment),
        ledger("NOTICES_TABLE_NAME", environment),
        environment.metricNamespace("ALERT_METRIC_NAMESPACE", ResourceNames.METRIC_NAMESPACE));
  }

  private static @Nullable Ledger ledger(String name, Environment environment) {
    return environment
        .optional(name)
        .map(tableName -> new Ledger(tableName, retention(environment)))
        .orElse(null);
  }

  private static @Nullable Duration retention(Environment environment) {
    Duration retention = environment.retention("ALERTS_RETENTION_DAYS").orElse(null);
    if (retention != null && retention.toDays() < SHORTEST_RETENTION_DAYS) {
      throw new InvalidSettingException(
          "environment variable ALERTS_RETENTION_DAYS is \""
              + retention.toDays()
              + "\"; it has to be 0 (for ever) or at least "
              + SHORTEST_RETENTION_DAYS
              + ", longer than the dead-letter queue keeps an alert");
    }
    return retention;
  }
}
