package dev.iotpipeline.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a fleet sends and when, for whoever lets its time pass in his own way. */
public final class PlannedMessages {

  /**
   * One message.
   *
   * @param due when the device sends it
   * @param deviceId the partition key
   */
  public record Message(Instant due, String deviceId, byte[] payload) {}

  private PlannedMessages() {}

  /** Every message of a plan that has an end, in the order of time. */
  public static List<Message> of(FleetPlan plan) {
    Schedule schedule = new Schedule(plan);
    List<DeviceMessages> devices = DeviceMessages.ofFleet(plan);
    List<Message> messages = new ArrayList<>();
    for (int index = 0; index < devices.size(); index++) {
      DeviceMessages device = devices.get(index);
      long published = 0;
      for (long turn = 0; schedule.includes(index, turn, published); turn++) {
        Instant time = schedule.timestamp(index, turn);
        if (!device.isSilent(time)) {
          DeviceMessage message = device.next(time);
          messages.add(new Message(time, message.deviceId(), message.payload()));
          published++;
        }
      }
    }
    messages.sort(Comparator.comparing(Message::due));
    return messages;
  }
}
