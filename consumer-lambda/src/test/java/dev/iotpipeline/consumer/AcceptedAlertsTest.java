package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.ReadingKey;
import org.junit.jupiter.api.Test;

class AcceptedAlertsTest {

  private final AcceptedAlerts accepted = new AcceptedAlerts(2);

  private static ReadingKey key(String deviceId) {
    return new ReadingKey(deviceId, Events.TIMESTAMP);
  }

  @Test
  void anAlertIsRememberedByDeviceAndTime() {
    accepted.add(key("a"));

    assertThat(accepted.contains(key("a"))).isTrue();
    assertThat(accepted.contains(key("b"))).isFalse();
    assertThat(accepted.contains(new ReadingKey("a", "2026-11-23T10:15:31.000000000Z"))).isFalse();
  }

  @Test
  void theLeastRecentlyUsedIsForgottenFirst() {
    accepted.add(key("a"));
    accepted.add(key("b"));
    assertThat(accepted.contains(key("a"))).isTrue();

    accepted.add(key("c"));

    assertThat(accepted.contains(key("a"))).isTrue();
    assertThat(accepted.contains(key("b"))).isFalse();
    assertThat(accepted.contains(key("c"))).isTrue();
  }
}
