package dev.iotpipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class AlertSettingsTest {

  @Test
  void aTopicAloneIsEnough() {
    AlertSettings settings =
        AlertSettings.from(new Environment(Map.of("SNS_TOPIC_ARN", AlertFunction.TOPIC_ARN)));

    assertThat(settings)
        .isEqualTo(new AlertSettings(AlertFunction.TOPIC_ARN, Thresholds.DEFAULT, null));
  }

  @Test
  void thresholdsAreReadToo() {
    AlertSettings settings =
        AlertSettings.from(
            new Environment(
                Map.of(
                    "SNS_TOPIC_ARN",
                    AlertFunction.TOPIC_ARN,
                    "TEMP_THRESHOLD",
                    "50.5",
                    "HUMIDITY_HIGH_THRESHOLD",
                    "80",
                    "HUMIDITY_LOW_THRESHOLD",
                    "30")));

    assertThat(settings.thresholds())
        .isEqualTo(
            new Thresholds(new BigDecimal("50.5"), new BigDecimal("80"), new BigDecimal("30")));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "0, 0", "15, 15", "36500, 36500"})
  void aLedgerIsThereIfItsTableIsNamed(String retention, int days) {
    AlertSettings settings = AlertSettings.from(withLedger(retention));

    assertThat(settings.ledger())
        .isEqualTo(new Ledger("iot-alerts", days == 0 ? null : Duration.ofDays(days)));
  }

  /** If the row expired before the event, a redrive would send the alert twice. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "14", "-1", "36501", "a week"})
  void aRetentionShorterThanTheQueuesIsAnError(String retention) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AlertSettings.from(withLedger(retention)))
        .withMessageStartingWith(
            "environment variable ALERTS_RETENTION_DAYS is \"" + retention + "\"; it has to ");
  }

  private static Environment withLedger(String retention) {
    return new Environment(
        Map.of(
            "SNS_TOPIC_ARN",
            AlertFunction.TOPIC_ARN,
            "ALERTS_TABLE_NAME",
            "iot-alerts",
            "ALERTS_RETENTION_DAYS",
            retention));
  }

  @Test
  void withoutATopicTheMessageSaysWhatIsMissing() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AlertSettings.from(new Environment(Map.of())))
        .withMessage(
            "environment variable SNS_TOPIC_ARN is not set; it has to hold the ARN of the SNS topic"
                + " that alerts go to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iot-alerts",
        "arn:aws:sqs:us-east-1:123456789012:iot-alerts",
        "arn:aws:sns:us-east-1:12345:iot-alerts",
        "arn:aws:sns:us-east-1:123456789012:iot-alerts.fifo",
        "arn:aws:sns:us-east-1:123456789012:iot-alerts:8f1c2d3e-0000-0000-0000-000000000000",
      })
  void anythingButAStandardTopicIsAnError(String arn) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AlertSettings.from(new Environment(Map.of("SNS_TOPIC_ARN", arn))))
        .withMessageStartingWith("SNS_TOPIC_ARN is \"" + arn + "\"; it has to be the ARN of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws-cn:sns:cn-north-1:123456789012:iot-alerts",
        "arn:aws-us-gov:sns:us-gov-west-1:123456789012:iot_alerts",
      })
  void otherPartitionsHaveTopicsToo(String arn) {
    assertThat(new AlertSettings(arn, Thresholds.DEFAULT, null).topicArn()).isEqualTo(arn);
  }

  @Test
  void theMetricHasANamespaceOfItsOwnIfOneIsSet() {
    AlertSettings settings =
        AlertSettings.from(
            new Environment(
                Map.of(
                    "SNS_TOPIC_ARN",
                    AlertFunction.TOPIC_ARN,
                    "ALERT_METRIC_NAMESPACE",
                    "north-IoTPipeline/Alerts")));
    AlertFunction function = new AlertFunction(settings, mock(DynamoDbClient.class));
    function.handle(LedgerFixture.BREACH);

    assertThat(function.lastMetricCall().namespace()).isEqualTo("north-IoTPipeline/Alerts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS/Lambda", ":north", "north!", "nörd"})
  void aNamespaceThatCloudWatchRefusesIsRefusedAtTheStart(String namespace) {
    Environment environment =
        new Environment(
            Map.of("SNS_TOPIC_ARN", AlertFunction.TOPIC_ARN, "ALERT_METRIC_NAMESPACE", namespace));

    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AlertSettings.from(environment))
        .withMessageStartingWith(
            "environment variable ALERT_METRIC_NAMESPACE is \""
                + namespace
                + "\"; it has to hold 1");
  }

  @Test
  void theTableOfNoticesKeepsThemAsLongAsTheLedger() {
    AlertSettings settings =
        AlertSettings.from(
            new Environment(
                Map.of(
                    "SNS_TOPIC_ARN", AlertFunction.TOPIC_ARN,
                    "NOTICES_TABLE_NAME", "iot-notices",
                    "ALERTS_RETENTION_DAYS", "30")));

    assertThat(settings.notices()).isEqualTo(new Ledger("iot-notices", Duration.ofDays(30)));
    assertThat(settings.ledger()).isNull();
  }
}
