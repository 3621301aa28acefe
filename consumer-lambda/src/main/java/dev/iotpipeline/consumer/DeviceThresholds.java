package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.telemetry.Thresholds;
import java.util.function.Function;

/** The thresholds of each device. */
interface DeviceThresholds extends Function<String, Thresholds> {

  /** Whether the thresholds can be asked for; looks them up if it is time to. */
  boolean areKnown(Deadline deadline, BatchLog log);

  /** The same thresholds for every device. */
  static DeviceThresholds ofFleet(Thresholds thresholds) {
    return new DeviceThresholds() {
      @Override
      public boolean areKnown(Deadline deadline, BatchLog log) {
        return true;
      }

      @Override
      public Thresholds apply(String deviceId) {
        return thresholds;
      }
    };
  }
}
