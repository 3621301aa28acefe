package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a device sends in one turn: a valid reading, or a payload that a pipeline has to reject.
 *
 * @param deviceId the sender and partition key; the payload may hold another id
 * @param payload the data of the record; it is not copied and must not be changed
 * @param reading the reading that the payload holds; null if it is no valid reading
 * @param rejection why the payload has to be rejected; null if it is a valid reading
 * @param hostility what is wrong with the message; null if nothing is
 */
public record DeviceMessage(
    String deviceId,
    byte[] payload,
    @Nullable Reading reading,
    Rejection.@Nullable Reason rejection,
    @Nullable Hostility hostility) {

  /**
   * @throws IllegalArgumentException unless there is exactly one of reading and rejection
   */
  public DeviceMessage {
    Objects.requireNonNull(deviceId, "deviceId");
    Objects.requireNonNull(payload, "payload");
    if ((reading == null) == (rejection == null)) {
      throw new IllegalArgumentException("a message is either a reading or rejected");
    }
  }

  static DeviceMessage of(Reading reading, @Nullable Hostility hostility) {
    return new DeviceMessage(
        reading.deviceId(), ReadingJson.write(reading), reading, null, hostility);
  }

  static DeviceMessage malformed(String deviceId, byte[] payload, Rejection.Reason rejection) {
    return new DeviceMessage(deviceId, payload, null, rejection, Hostility.MALFORMED);
  }

  /** The same bytes, sent once more. */
  DeviceMessage again() {
    return new DeviceMessage(deviceId, payload, reading, rejection, Hostility.DUPLICATE);
  }
}
