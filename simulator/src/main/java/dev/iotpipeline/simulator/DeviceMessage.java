package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection;
import java.util.Objects;
import java.util.Optional;

/**
 * What a device sends in one turn: a valid reading, or a payload that a pipeline has to reject.
 *
 * @param deviceId the sender and partition key; the payload may hold another id
 * @param payload the data of the record; it is not copied and must not be changed
 * @param reading the reading that the payload holds, if it is valid
 * @param rejection why the payload has to be rejected, if it is not
 * @param hostility what is wrong with the message, if anything is
 */
public record DeviceMessage(
    String deviceId,
    byte[] payload,
    Optional<Reading> reading,
    Optional<Rejection.Reason> rejection,
    Optional<Hostility> hostility) {

  /**
   * @throws IllegalArgumentException unless there is exactly one of reading and rejection
   */
  public DeviceMessage {
    Objects.requireNonNull(deviceId, "deviceId");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(hostility, "hostility");
    if (reading.isPresent() == rejection.isPresent()) {
      throw new IllegalArgumentException("a message is either a reading or rejected");
    }
  }

  static DeviceMessage of(Reading reading, Optional<Hostility> hostility) {
    return new DeviceMessage(
        reading.deviceId(),
        ReadingJson.write(reading),
        Optional.of(reading),
        Optional.empty(),
        hostility);
  }

  static DeviceMessage malformed(String deviceId, byte[] payload, Rejection.Reason rejection) {
    return new DeviceMessage(
        deviceId,
        payload,
        Optional.empty(),
        Optional.of(rejection),
        Optional.of(Hostility.MALFORMED));
  }

  /** The same bytes, sent once more. */
  DeviceMessage again() {
    return new DeviceMessage(
        deviceId, payload, reading, rejection, Optional.of(Hostility.DUPLICATE));
  }
}
