package dev.iotpipeline.telemetry;

import java.util.Objects;

/**
 * The identity of a reading, and of the alert it may raise.
 *
 * @param deviceId the device
 * @param timestamp the instant in the canonical form of {@link Timestamps}
 */
public record ReadingKey(String deviceId, String timestamp) {

  public ReadingKey {
    Objects.requireNonNull(deviceId, "deviceId");
    Objects.requireNonNull(timestamp, "timestamp");
  }
}
