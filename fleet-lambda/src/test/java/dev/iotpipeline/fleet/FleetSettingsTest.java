package dev.iotpipeline.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetSettingsTest {

  @Test
  void theTableAloneHasToBeNamed() {
    assertThat(FleetSettings.from(new Environment(Map.of("FLEET_TABLE_NAME", "fleet"))))
        .isEqualTo(new FleetSettings("fleet", Thresholds.DEFAULT, null));
    assertThatThrownBy(() -> FleetSettings.from(new Environment(Map.of())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("FLEET_TABLE_NAME");
  }

  @Test
  void thresholdsAndRetentionAreSettings() {
    FleetSettings settings =
        FleetSettings.from(
            new Environment(
                Map.of(
                    "FLEET_TABLE_NAME", "fleet",
                    "TEMP_THRESHOLD", "50.5",
                    "FLEET_RETENTION_DAYS", "30")));

    assertThat(settings.thresholds().temperatureHigh()).isEqualTo(new BigDecimal("50.5"));
    assertThat(settings.retention()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void aNamespaceThatCloudWatchRefusesIsRefusedAtTheStart() {
    Environment environment =
        new Environment(
            Map.of("FLEET_TABLE_NAME", "fleet", "FLEET_METRIC_NAMESPACE", "n".repeat(256)));

    assertThatThrownBy(() -> FleetSettings.from(environment))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("FLEET_METRIC_NAMESPACE");
  }
}
