package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ServiceErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;

/** The messages that a run has received and hides from other runs, for as long as it extends it. */
final class HiddenMessages {

  /** How long a message is hidden, and so how long after the death of a run others get it. */
  static final Duration TIME = Duration.ofMinutes(6);

  /**
   * What is left after that is longer than any call with all its repeats, even if the clock went
   * back by as much in between. A clock that goes back further shows it.
   */
  private static final Duration EXTENDED_AFTER = Duration.ofMinutes(2);

  private static final CountedItem MESSAGE = new CountedItem("message", "messages");

  /** SQS takes at most so many messages per call. */
  private static final int PAGE = 10;

  private final SqsClient sqs;
  private final String url;
  private final Clock clock;
  private final Map<String, Hold> holds = new LinkedHashMap<>();
  private @Nullable String failure;

  /**
   * One message.
   *
   * @param handle its last receipt's
   * @param begin just before the call that hid it, so that it ends too early rather than too late
   */
  private record Hold(String handle, Instant begin) {

    private boolean isOver(Instant now) {
      return !now.isBefore(begin.plus(TIME));
    }

    /** A begin that lies ahead shows that the clock went back. */
    private boolean isDue(Instant now) {
      return now.isBefore(begin) || !now.isBefore(begin.plus(EXTENDED_AFTER));
    }
  }

  /**
   * @param url the queue's
   * @param clock tells how long messages are still hidden
   */
  HiddenMessages(SqsClient sqs, String url, Clock clock) {
    this.sqs = sqs;
    this.url = url;
    this.clock = clock;
  }

  /** Adds a message that was received by a call that began at this time. */
  void add(Message message, Instant begin) {
    holds.put(message.messageId(), new Hold(message.receiptHandle(), begin));
  }

  void remove(Message message) {
    holds.remove(message.messageId());
  }

  /** The receipt that SQS takes for the message. */
  String handle(Message message) {
    Hold hold = holds.get(message.messageId());
    return hold == null ? message.receiptHandle() : hold.handle;
  }

  /** Hides for longer what has been hidden for some time. What others may have by now is left. */
  void extend() {
    Instant now = clock.instant();
    holds.values().removeIf(hold -> hold.isOver(now));
    change(
        holds.entrySet().stream()
            .filter(each -> each.getValue().isDue(now))
            .map(Map.Entry::getKey)
            .toList(),
        TIME);
  }

  /**
   * Checks that a message is still hidden.
   *
   * @throws NotPutBackException if another run may have it by now
   */
  void require(Message message) {
    Hold hold = holds.get(message.messageId());
    if (hold == null || hold.isOver(clock.instant())) {
      throw new NotPutBackException(
          "its message is not hidden from other runs any more%s; it stays in the queue"
              .formatted(failure == null ? "" : " (" + failure + ")"));
    }
  }

  /**
   * Shows all again.
   *
   * @return what that failed for, and why, in one line; empty if all are visible. Those messages
   *     are visible again by themselves when their time is over
   */
  Optional<String> showAll() {
    change(List.copyOf(holds.keySet()), Duration.ZERO);
    return holds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s could not be shown again, and no run finds them for up to %d minutes: %s"
                .formatted(MESSAGE.of(holds.size()), TIME.toMinutes(), failure));
  }

  /**
   * The first error of a whole call ends it, since the other calls would fail too, and each takes
   * long. It is no loss yet: most of the time is left, and the next {@link #extend} tries again.
   */
  private void change(List<String> messageIds, Duration time) {
    try {
      for (int from = 0; from < messageIds.size(); from += PAGE) {
        changePage(messageIds.subList(from, Math.min(from + PAGE, messageIds.size())), time);
      }
    } catch (SdkException e) {
      failure = ServiceErrors.describe(e);
    }
  }

  private void changePage(List<String> messageIds, Duration time) {
    Instant begin = clock.instant();
    ChangeMessageVisibilityBatchResponse answer =
        sqs.changeMessageVisibilityBatch(
            request ->
                request
                    .queueUrl(url)
                    .entries(messageIds.stream().map(id -> entry(id, time)).toList()));
    answer
        .successful()
        .forEach(
            done ->
                holds.computeIfPresent(
                    done.id(), (id, hold) -> time.isZero() ? null : new Hold(hold.handle, begin)));
    for (BatchResultErrorEntry failed : answer.failed()) {
      failure = failed.code() + ": " + failed.message();
      if (failed.senderFault()) {
        holds.remove(failed.id());
      }
    }
  }

  private ChangeMessageVisibilityBatchRequestEntry entry(String messageId, Duration time) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(messageId)
        .receiptHandle(Objects.requireNonNull(holds.get(messageId)).handle)
        .visibilityTimeout((int) time.toSeconds())
        .build();
  }
}
