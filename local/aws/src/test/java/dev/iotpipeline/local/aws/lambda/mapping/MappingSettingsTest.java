package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.InvalidSettingException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingSettingsTest {

  static Stream<Settings> allowed() {
    return Stream.of(
        new Settings().batchSize(1),
        new Settings().batchSize(100).window(0),
        new Settings().batchSize(10_000).window(0),
        new Settings().window(300),
        new Settings().tumblingWindow(1),
        new Settings().tumblingWindow(900),
        new Settings().retries(-1),
        new Settings().retries(10_000),
        new Settings().age(60),
        new Settings().age(604_800),
        new Settings().lanes(10));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void whatAwsAllowsIsAllowed(Settings settings) {
    assertThat(settings.toMapping().batchSize()).isEqualTo(settings.batchSize());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(new Settings().batchSize(0), "batch_size is 0; it has to be 1 to 10000"),
        Arguments.of(new Settings().batchSize(10_001).window(1), "batch_size is 10001"),
        Arguments.of(new Settings().window(-1), "maximum_batching_window_in_seconds is -1"),
        Arguments.of(new Settings().window(301), "maximum_batching_window_in_seconds is 301"),
        Arguments.of(new Settings().tumblingWindow(-1), "tumbling_window_in_seconds is -1"),
        Arguments.of(new Settings().tumblingWindow(901), "it has to be 0 to 900"),
        Arguments.of(
            new Settings().tumblingWindow(60).lanes(2),
            "parallelization_factor is 2; with tumbling_window_in_seconds it has to be 1"),
        Arguments.of(new Settings().retries(-2), "maximum_retry_attempts is -2"),
        Arguments.of(new Settings().retries(10_001), "maximum_retry_attempts is 10001"),
        Arguments.of(new Settings().age(0), "maximum_record_age_in_seconds is 0"),
        Arguments.of(new Settings().age(59), "it has to be 60 to 604800"),
        Arguments.of(new Settings().age(604_801), "maximum_record_age_in_seconds is 604801"),
        Arguments.of(new Settings().lanes(0), "parallelization_factor is 0"),
        Arguments.of(new Settings().lanes(11), "parallelization_factor is 11"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatAwsRefusesIsRefusedByName(Settings settings, String message) {
    assertThatThrownBy(settings::toMapping)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void partsOfASecondAreRefused() {
    Duration window = Duration.ofMillis(1500);
    assertThatThrownBy(
            () ->
                new MappingSettings(
                    10,
                    window,
                    MappingSettings.NO_TUMBLING_WINDOW,
                    false,
                    -1,
                    MappingSettings.NO_AGE_LIMIT,
                    1,
                    true,
                    StartingPosition.LATEST))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("whole seconds");
  }
}
