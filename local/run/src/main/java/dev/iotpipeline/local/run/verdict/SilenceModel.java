package dev.iotpipeline.local.run.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  }

  private record Check(Instant began, Instant ended) {}

  private final Duration allowed;
  private final Map<String, Instant> heard = new HashMap<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Gap> closed = new ArrayList<>();

  /**
   * @param allowed how long nothing may be heard of a device; zero if nobody looks
   */
  SilenceModel(Duration allowed) {
    this.allowed = allowed;
  }

  /** The stream takes a record of the device. */
  synchronized void heard(String deviceId, Instant arrival) {
    if (allowed.isZero()) {
      return;
    }
    Instant before = heard.put(deviceId, arrival);
    if (before != null && !arrival.isBefore(before.plus(allowed))) {
      closed.add(new Gap(deviceId, before, arrival, hadToBeFound(before, arrival)));
    }
  }

  /** Somebody has looked for silent devices. */
  synchronized void checked(Instant began, Instant ended) {
    checks.add(new Check(began, ended));
  }

  private boolean hadToBeFound(Instant from, @Nullable Instant to) {
    return checks.stream()
        .anyMatch(
            check ->
                !check.began().isBefore(from.plus(allowed.multipliedBy(2)))
                    && (to == null || !check.ended().isAfter(to)));
  }

  /** Every silence that may be told, those included that still last. */
  synchronized List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>(closed);
    if (!checks.isEmpty()) {
      Instant end = checks.get(checks.size() - 1).ended();
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
