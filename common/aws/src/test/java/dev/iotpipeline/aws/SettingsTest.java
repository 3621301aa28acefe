package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What environment variables may hold, and what is said of those that do not. */
final class SettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aBlankVariableCountsAsNotSet(String blank) {
    Environment environment = new Environment(Map.of("TABLE", blank, "TEMP_THRESHOLD", blank));

    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> environment.required("TABLE", "the name of the table"))
        .withMessage("environment variable TABLE is not set; it has to hold the name of the table");
    assertThat(Thresholds.from(environment::decimal)).isEqualTo(Thresholds.DEFAULT);
  }

  @Test
  void spaceAroundAValueIsNotPartOfIt() {
    Environment environment = new Environment(Map.of("TABLE", " readings\n", "N", " 1.5 "));

    assertThat(environment.required("TABLE", "the name of the table")).isEqualTo("readings");
    assertThat(environment.decimal("N", BigDecimal.ONE)).isEqualByComparingTo("1.5");
  }

  @Test
  void theDefaultsAreThoseOfThePublishedDesign() {
    assertThat(Thresholds.from(new Environment(Map.of())::decimal))
        .isEqualTo(
            new Thresholds(new BigDecimal("45"), new BigDecimal("90"), new BigDecimal("20")));
  }

  @Test
  void eachThresholdHasItsVariable() {
    assertThat(
            Thresholds.from(
                new Environment(
                        Map.of(
                            "TEMP_THRESHOLD", "-5.5",
                            "HUMIDITY_HIGH_THRESHOLD", "80.25",
                            "HUMIDITY_LOW_THRESHOLD", "1e1"))
                    ::decimal))
        .isEqualTo(
            new Thresholds(new BigDecimal("-5.5"), new BigDecimal("80.25"), new BigDecimal("1e1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hot         | environment variable TEMP_THRESHOLD is "hot"; it has to hold a decimal number, for example 45
          45,5        | environment variable TEMP_THRESHOLD is "45,5"; it has to hold a decimal number, for example 45
          NaN         | environment variable TEMP_THRESHOLD is "NaN"; it has to hold a decimal number, for example 45
          1e999999999 | TEMP_THRESHOLD has magnitude 1E999999999; it has to be within 1E-130 to 9.99E+125
          """)
  void aThresholdThatIsNoUsableNumberIsAnError(String value, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> Thresholds.from(new Environment(Map.of("TEMP_THRESHOLD", value))::decimal))
        .withMessage(message);
  }

  @Test
  void humidityThresholdsThatContradictEachOtherAreAnError() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                Thresholds.from(new Environment(Map.of("HUMIDITY_LOW_THRESHOLD", "90.1"))::decimal))
        .withMessage(
            "HUMIDITY_LOW_THRESHOLD is 90.1, which is more than HUMIDITY_HIGH_THRESHOLD, 90:"
                + " every reading would be an anomaly");
  }
}
