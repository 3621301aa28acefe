package dev.iotpipeline.local.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.run.page.Devices.Row;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a device is, by what is found of it. */
class DevicesTest {

  private final Devices devices = new Devices(List.of("site-1/a", "site-1/b"));

  @Test
  void aShadowSaysHowItsDeviceIs() {
    devices.judged("site-1/a", "1", "23.5", Set.of());
    assertThat(devices.takeChanged()).containsExactly(new Row(0, DeviceState.OK, "23.5"));
    devices.judged("site-1/a", "2", "31", Set.of("temperature_rising"));
    devices.judged("site-1/b", "3", "46", Set.of("temperature_rising", "temperature_above"));
    assertThat(devices.takeChanged())
        .containsExactly(
            new Row(0, DeviceState.RISING, "31"), new Row(1, DeviceState.BREACH, "46"));
    devices.judged("site-1/b", "3", "46", Set.of("temperature_above", "silent"));
    assertThat(devices.takeChanged()).containsExactly(new Row(1, DeviceState.SILENT, "46"));
    assertThat(devices.takeChanged()).isEmpty();
    assertThat(devices.heard()).hasSize(2);
  }

  @Test
  void aWriteThatIsToldOfTooLateChangesNothing() {
    devices.judged("site-1/a", "2", "46", Set.of("temperature_above"));
    devices.judged("site-1/a", "1", "23.5", Set.of());

    assertThat(devices.heard()).containsExactly(new Row(0, DeviceState.BREACH, "46"));
  }

  @Test
  void aDeviceIsRejectedUntilItsNextReading() {
    devices.judged("site-1/a", "1", "23.5", Set.of());
    devices.rejected("site-1/a", "2");
    assertThat(devices.heard()).containsExactly(new Row(0, DeviceState.REJECTED, "23.5"));
    devices.judged("site-1/a", "3", "24", Set.of());
    assertThat(devices.heard()).containsExactly(new Row(0, DeviceState.OK, "24"));
  }

  @Test
  void withoutShadowsReadingsAndAlertsSayHowADeviceIs() {
    devices.stored("site-1/a", "2026-11-23T10:15:30Z", "51");
    devices.alerted("site-1/a", "2026-11-23T10:15:30Z");
    devices.stored("site-1/b", "2026-11-23T10:15:32Z", "23");
    devices.alerted("site-1/b", "2026-11-23T10:15:31Z");
    assertThat(devices.heard())
        .containsExactlyInAnyOrder(
            new Row(0, DeviceState.BREACH, "51"), new Row(1, DeviceState.OK, "23"));
    devices.stored("site-1/a", "2026-11-23T10:15:31Z", "24");
    assertThat(devices.heard()).contains(new Row(0, DeviceState.OK, "24"));
  }

  @Test
  void aDeviceOfAnotherProducerIsNewAndTheKeyOfARejectedRecordIsNone() {
    devices.rejected("what", "1");
    devices.judged("door-1", "2", "20", Set.of());

    assertThat(devices.idsFrom(2)).containsExactly("door-1");
    assertThat(devices.isSite("")).isTrue();
    assertThat(devices.isSite("site-1")).isTrue();
    assertThat(devices.isDevice("what")).isFalse();
  }
}
