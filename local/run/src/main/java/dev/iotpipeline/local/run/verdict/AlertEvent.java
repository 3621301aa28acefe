package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.ReadingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * An event of the alert function: what the function sends while it works on the event is for these
 * readings.
 *
 * @param notified readings that people are told of
 * @param counted readings that can be counted: these, and those that have notices
 */
record AlertEvent(List<ReadingKey> notified, List<ReadingKey> counted) {

  /**
   * @param payload of the invocation
   */
  static AlertEvent of(byte[] payload) {
    AlertEvent event = new AlertEvent(new ArrayList<>(), new ArrayList<>());
    AlertRequest.parseAll(payload, rejected -> {}).forEach(event::add);
    return event;
  }

  private void add(AlertRequest request) {
    AlertRequest.Context context = request.context();
    if (context == null || context.notices() == null) {
      notified.add(request.reading().key());
      counted.add(request.reading().key());
    } else if (context.grounds() != null) {
      // Notices without grounds are about a reading that was judged before.
      counted.add(request.reading().key());
    }
  }

  /**
   * The readings that a value of the metric may be for.
   *
   * @param label of the device, which is the device's id unless that is unusual
   */
  List<ReadingKey> counted(String label) {
    List<ReadingKey> ofDevice =
        counted.stream().filter(key -> key.deviceId().equals(label)).toList();
    return ofDevice.isEmpty() ? counted : ofDevice;
  }
}
