package dev.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "15s, PT15S",
    "2m, PT2M",
    "1h, PT1H",
    "2m30s, PT2M30S",
    "1h30m, PT1H30M",
    "1h2m3s4ms, PT1H2M3.004S",
    "90m, PT90M",
    "2m500ms, PT2M0.5S",
    "PT1.5S, PT1.5S",
    "0s, PT0S",
  })
  void aDurationIsWrittenAsPeopleDo(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5x", "30s2m", "2m2m", "1h 30m", "-5s", "1.5s", "ms"})
  void whatIsNoDurationIsAnError(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new DurationConverter().convert(text))
        .withMessage(
            "'"
                + text
                + "' is no duration: write 500ms, 15s, 2m30s, 1h or ISO-8601 such as PT1.5S");
  }

  @ParameterizedTest
  @CsvSource({"PT2M30S, 150s", "PT0.5S, 500ms", "PT0S, 0s", "PT0.000001S, PT0.000001S"})
  void aDurationIsPrintedAsItCouldBeTyped(Duration duration, String text) {
    assertThat(DurationConverter.text(duration)).isEqualTo(text);
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.05", "5%, 0.05", "0.1%, 0.001", "7%, 0.07", "100%, 1", "1e-3, 0.001"})
  void aShareIsANumberOrAPercentage(String text, double share) {
    assertThat(new ShareConverter().convert(text)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "5%%", "often", "5 percent"})
  void whatIsNoShareIsAnError(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new ShareConverter().convert(text))
        .withMessage("'" + text + "' is no share: write 0.05 or 5%");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T01:00:00+01:00, 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
  })
  void aTimeHasAnOffset(String text, Instant instant) {
    assertThat(new InstantConverter().convert(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"now", "2026-01-01T00:00:00", "+12026-01-01T00:00:00Z"})
  void whatIsNoTimeIsAnError(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new InstantConverter().convert(text))
        .withMessageContaining(text);
  }
}
