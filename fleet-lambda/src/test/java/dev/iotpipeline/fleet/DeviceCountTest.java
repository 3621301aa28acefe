package dev.iotpipeline.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCountTest {

  private static DeviceCount of(int from, int to) {
    DeviceCount devices = new DeviceCount();
    for (int device = from; device < to; device++) {
      devices.add("sensor-" + device);
    }
    return devices;
  }

  @Test
  void aFewDevicesAreCountedExactly() {
    assertThat(of(0, 0).estimate()).isZero();
    assertThat(of(0, 1).estimate()).isEqualTo(1);
    assertThat(of(0, 25).estimate()).isEqualTo(25);
  }

  /** Four times the standard error: 1 of 16,000 estimates is further away, and these are fixed. */
  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000, 100_000, 1_000_000})
  void theEstimateIsAsGoodAsItSays(int devices) {
    assertThat(of(0, devices).estimate()).isCloseTo(devices, withinPercentage(4.9));
  }

  @Test
  void aDeviceOfTwoPartsIsOneDevice() {
    DeviceCount merged = of(0, 6_000);
    merged.addAll(of(4_000, 10_000));

    assertThat(merged.bytes()).isEqualTo(of(0, 10_000).bytes());
  }

  @Test
  void bytesOfAnotherPrecisionAreNoCount() {
    assertThat(DeviceCount.of(of(0, 100).bytes()).estimate()).isEqualTo(of(0, 100).estimate());
    assertThatThrownBy(() -> DeviceCount.of(new byte[2048]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DeviceCount.of(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
