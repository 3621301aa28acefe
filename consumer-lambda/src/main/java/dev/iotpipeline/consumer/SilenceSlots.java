package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which devices have to be looked at to find the silent ones. Time is cut into slots; a device
 * stands in the slot in which it was heard last. So a device that reports moves on from slot to
 * slot, and what is left in an old one is silent.
 *
 * <p>The slot is the key of an index. It changes once a slot and not with each batch, so that the
 * index costs two writes for each device and slot. It has several parts, because all devices move
 * within the first seconds of a slot, and one key of an index takes 1,000 writes a second.
 *
 * @param length how long nothing may be heard of a device; zero if nobody looks
 */
record SilenceSlots(Duration length) {

  private static final int PARTS = 16;

  /**
   * The key of a device.
   *
   * @param isSilent whether people know already that nothing is heard of it
   */
  String keyOf(String deviceId, Instant heardAt, boolean isSilent) {
    if (length.isZero()) {
      return key("off", part(deviceId));
    }
    return key(isSilent ? "silent" : Timestamps.format(start(heardAt)), part(deviceId));
  }

  private static int part(String deviceId) {
    return Math.floorMod(deviceId.hashCode(), PARTS);
  }

  /** The start of the slot that holds an instant. */
  Instant start(Instant instant) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }

  /**
   * The starts of the slots, oldest first, whose devices are all silent: they ended so long ago
   * that a device still there has not been heard for {@link #length()}.
   *
   * @param most how many at most; the latest ones
   */
  List<Instant> silentAt(Instant now, int most) {
    Instant latest = start(now.minus(length)).minus(length);
    return IntStream.rangeClosed(1, most)
        .mapToObj(back -> latest.minus(length.multipliedBy((long) most - back)))
        .toList();
  }

  /** The keys of a slot. */
  List<String> keys(Instant start) {
    return IntStream.range(0, PARTS).mapToObj(part -> key(Timestamps.format(start), part)).toList();
  }

  private static String key(String slot, int part) {
    return slot + (part < 10 ? "#0" : "#") + part;
  }
}
