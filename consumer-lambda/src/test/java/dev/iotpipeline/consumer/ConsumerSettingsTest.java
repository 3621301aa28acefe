package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.consumer.ConsumerSettings.Quarantine;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSettingsTest {

  private static final Map<String, String> REQUIRED =
      Map.of("DYNAMODB_TABLE_NAME", "readings", "ALERT_FUNCTION_NAME", "alert");

  @Test
  void thresholdsThatAreNotSetAreTheDefault() {
    assertThat(ConsumerSettings.from(new Environment(REQUIRED)))
        .isEqualTo(new ConsumerSettings("readings", "alert", Thresholds.DEFAULT, null, null, null));
  }

  @Test
  void thresholdsAreSettings() {
    Map<String, String> variables = new HashMap<>(REQUIRED);
    variables.put("TEMP_THRESHOLD", "50.5");
    variables.put("HUMIDITY_HIGH_THRESHOLD", "85");
    variables.put("HUMIDITY_LOW_THRESHOLD", "15");

    assertThat(ConsumerSettings.from(new Environment(variables)).thresholds())
        .isEqualTo(
            new Thresholds(new BigDecimal("50.5"), new BigDecimal("85"), new BigDecimal("15")));
  }

  @Test
  void aMissingNameIsNamedWithWhatItShouldHold() {
    assertThatThrownBy(
            () -> ConsumerSettings.from(new Environment(Map.of("ALERT_FUNCTION_NAME", "alert"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("DYNAMODB_TABLE_NAME", "name of the table");
    assertThatThrownBy(
            () ->
                ConsumerSettings.from(
                    new Environment(
                        Map.of("DYNAMODB_TABLE_NAME", "readings", "ALERT_FUNCTION_NAME", " "))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("ALERT_FUNCTION_NAME", "name of the function");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "36500, 36500"})
  void aRetentionIsInDaysAndNoneIsForEver(String setting, int days) {
    Map<String, String> variables = new HashMap<>(REQUIRED);
    variables.put("READING_RETENTION_DAYS", setting);

    assertThat(ConsumerSettings.from(new Environment(variables)).retention())
        .isEqualTo(days == 0 ? null : Duration.ofDays(days));
  }

  @Test
  void aQuarantineIsThereIfItsTableIsNamed() {
    Map<String, String> variables = new HashMap<>(REQUIRED);
    variables.put("REJECTED_TABLE_NAME", "rejected");

    assertThat(ConsumerSettings.from(new Environment(variables)).quarantine())
        .isEqualTo(new Quarantine("rejected", null));

    variables.put("REJECTED_RETENTION_DAYS", "90");
    assertThat(ConsumerSettings.from(new Environment(variables)).quarantine())
        .isEqualTo(new Quarantine("rejected", Duration.ofDays(90)));

    variables.put("REJECTED_TABLE_NAME", " ");
    assertThat(ConsumerSettings.from(new Environment(variables)).quarantine()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "READING_RETENTION_DAYS, -1",
    "READING_RETENTION_DAYS, 36501",
    "READING_RETENTION_DAYS, 1.5",
    "REJECTED_RETENTION_DAYS, a week"
  })
  void aRetentionThatMakesNoSenseIsAnError(String variable, String setting) {
    Map<String, String> variables = new HashMap<>(REQUIRED);
    variables.put("REJECTED_TABLE_NAME", "rejected");
    variables.put(variable, setting);

    assertThatThrownBy(() -> ConsumerSettings.from(new Environment(variables)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "environment variable %s is \"%s\"; it has to hold a whole number from 0 to 36500",
            variable, setting);
  }
}
