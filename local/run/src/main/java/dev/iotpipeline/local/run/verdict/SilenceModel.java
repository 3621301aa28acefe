package dev.iotpipeline.local.run.verdict;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which devices were silent, by the times at which the stream took their records. Safe for use by
 * any number of threads.
 *
 * <p>The check looks at slots of time, so that it finds a silence after once to twice the time that
 * is allowed. So a silence may be told after once that time; it has to be told if a check began
 * after twice that time and ended before the device was back.
 */
final class SilenceModel {

  /**
   * A time in which nothing was heard of a device.
   *
   * @param from when it was heard before
   * @param to when it was heard again; null if it was not
   * @param mustBeTold whether it was so long that a check had to find it
   */
  record Gap(String deviceId, Instant from, @Nullable Instant to, boolean mustBeTold) {

    NoticeName raised() {
      return new NoticeName(deviceId, NoticeName.SILENT, NoticeName.RAISED, from);
    }

    NoticeName cleared() {
      return new NoticeName(deviceId, NoticeName.SILENT, NoticeName.CLEARED, from);
    }

    /** The notice of it, as its row has to be. */
    DueNotice raised(Duration silence) {
      return DueNotice.of(raised(), from, from.plus(silence), 0);
    }

    /** The notice of its end, as its row has to be. */
    DueNotice cleared(Instant heard) {
      return DueNotice.of(cleared(), from, heard, 0);
    }

    /** All but the device, as a note holds it. */
    byte[] toBytes() {
      return (from + " " + to + " " + mustBeTold).getBytes(StandardCharsets.US_ASCII);
    }

    static Gap of(String deviceId, byte[] bytes) {
      String[] words = new String(bytes, StandardCharsets.US_ASCII).split(" ");
      Instant to = words[1].equals("null") ? null : Instant.parse(words[1]);
      return new Gap(deviceId, Instant.parse(words[0]), to, Boolean.parseBoolean(words[2]));
    }
  }

  private record Check(Instant began, Instant ended) {}

  /** A check comes every second at most, and a record is told of within one. */
  private static final int REMEMBERED = 60;

  private final Duration allowed;
  private final Map<String, Instant> heard = new HashMap<>();
  private final Deque<Check> checks = new ArrayDeque<>();

  /**
   * @param allowed how long nothing may be heard of a device; zero if nobody looks
   */
  SilenceModel(Duration allowed) {
    this.allowed = allowed;
  }

  /** The stream takes a record of the device; returns the silence that this has ended, if any. */
  synchronized Optional<Gap> heard(String deviceId, Instant arrival) {
    if (allowed.isZero()) {
      return Optional.empty();
    }
    Instant before = heard.put(deviceId, arrival);
    return before == null || arrival.isBefore(before.plus(allowed))
        ? Optional.empty()
        : Optional.of(new Gap(deviceId, before, arrival, hadToBeFound(before, arrival)));
  }

  /** Somebody has looked for silent devices. */
  synchronized void checked(Instant began, Instant ended) {
    checks.add(new Check(began, ended));
    if (checks.size() > REMEMBERED) {
      checks.remove();
    }
  }

  private boolean hadToBeFound(Instant from, @Nullable Instant to) {
    return checks.stream()
        .anyMatch(
            check ->
                !check.began().isBefore(from.plus(allowed.multipliedBy(2)))
                    && (to == null || !check.ended().isAfter(to)));
  }

  /** Every silence that may be told and still lasts. */
  synchronized List<Gap> open() {
    List<Gap> gaps = new ArrayList<>();
    if (!checks.isEmpty()) {
      Instant end = checks.getLast().ended();
      heard.forEach(
          (device, from) -> {
            if (!end.isBefore(from.plus(allowed))) {
              gaps.add(new Gap(device, from, null, hadToBeFound(from, null)));
            }
          });
    }
    return gaps;
  }
}
