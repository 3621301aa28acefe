package dev.iotpipeline.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What devices send, turn by turn, one turn a second. */
final class SentMessages {

  static final int MANY = 20_000;

  /** A share of each kind of hostility. */
  static final Map<Hostility, Double> ALL =
      Map.of(
          Hostility.MALFORMED, 0.1,
          Hostility.DUPLICATE, 0.15,
          Hostility.LATE, 0.2,
          Hostility.SAME_TIMESTAMP, 0.25,
          Hostility.CLOCK_SKEW, 0.5);

  private SentMessages() {}

  static Map<Hostility, Double> with(Map<Hostility, Double> shares, Hostility kind, double share) {
    Map<Hostility, Double> changed = new HashMap<>(shares);
    changed.put(kind, share);
    return changed;
  }

  static List<DeviceMessages> fleet(int devices, Map<Hostility, Double> hostility) {
    return DeviceMessages.ofFleet(Plans.hostile(devices, hostility));
  }

  static List<DeviceMessage> messages(Map<Hostility, Double> hostility, int count) {
    return messages(fleet(1, hostility).get(0), count);
  }

  static List<DeviceMessage> messages(DeviceMessages device, int count) {
    return IntStream.range(0, count).mapToObj(n -> device.next(turn(n))).toList();
  }

  static Instant turn(int n) {
    return Plans.START.plusSeconds(n);
  }

  static Instant time(DeviceMessage message) {
    return message.reading().timestamp();
  }

  /** The turns whose messages are of this kind. */
  static List<Integer> places(List<DeviceMessage> messages, Hostility kind) {
    return IntStream.range(0, messages.size())
        .filter(n -> messages.get(n).hostility() == kind)
        .boxed()
        .toList();
  }

  /** The kinds of a device's first hundred messages; null for an honest one. */
  static List<Hostility> kinds(DeviceMessages device) {
    return messages(device, 100).stream().map(DeviceMessage::hostility).toList();
  }

  static List<List<String>> texts(List<DeviceMessages> fleet) {
    return fleet.stream()
        .map(device -> messages(device, 100).stream().map(SentMessages::text).toList())
        .toList();
  }

  /** One character for each byte, since not every payload is UTF-8. */
  static String text(DeviceMessage message) {
    return new String(message.payload(), StandardCharsets.ISO_8859_1);
  }
}
