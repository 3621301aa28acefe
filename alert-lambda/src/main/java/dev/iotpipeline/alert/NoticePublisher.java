package dev.iotpipeline.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Publishes notices, in one message if they fit into one. */
final class NoticePublisher {

  /** SNS takes 256 KB. */
  private static final int MOST_BYTES = 256 * 1024;

  private final Notifier notifier;
  private final Clock clock;

  NoticePublisher(Notifier notifier, Clock clock) {
    this.notifier = notifier;
    this.clock = clock;
  }

  /**
   * Publishes.
   *
   * @param digest the name of the digest that they are in
   * @param notices at least one, or what leads to one
   * @param told gives the notice of each
   * @param published is told what each message has held, before the next one is sent
   */
  <T> void publish(
      String digest,
      List<T> notices,
      Function<T, DeviceNotice> told,
      InvocationTime time,
      Consumer<List<T>> published) {
    List<T> sorted =
        notices.stream().sorted(Comparator.comparing(told, NoticeMessage.ORDER)).toList();
    List<Part<T>> parts = parts(digest, sorted, told);
    for (Part<T> part : parts) {
      notifier.send(part.message(), time.forSend());
      published.accept(part.notices());
    }
  }

  private record Part<T>(Message message, List<T> notices) {}

  private <T> List<Part<T>> parts(String digest, List<T> sorted, Function<T, DeviceNotice> told) {
    for (int count = 1; ; count++) {
      List<Part<T>> parts = new ArrayList<>(count);
      for (int number = 1; number <= count; number++) {
        int from = (int) ((long) sorted.size() * (number - 1) / count);
        int to = (int) ((long) sorted.size() * number / count);
        List<T> notices = sorted.subList(from, to);
        NoticeMessage message =
            new NoticeMessage(
                digest, notices.stream().map(told).toList(), clock.instant(), number, count);
        parts.add(new Part<>(message.message(), notices));
      }
      // One notice takes a few kilobytes at most, with the longest name there can be.
      if (parts.stream().allMatch(part -> part.message().bytes() <= MOST_BYTES)
          || count >= sorted.size()) {
        return parts;
      }
    }
  }
}
