package dev.iotpipeline.redrive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The messages of a queue, each once. A received message is hidden from other readers. {@link
 * #close()} makes those visible again that were not deleted.
 */
final class QueueMessages implements AutoCloseable {

  /** SQS returns at most so many messages per call. */
  private static final int PAGE = 10;

  private static final int HIDDEN_SECONDS = 60;

  /** With a wait, SQS asks all of its servers. Without one, an answer may be empty by chance. */
  private static final int WAIT_SECONDS = 1;

  private static final int EMPTY_ANSWERS_AT_THE_END = 2;

  private final SqsClient sqs;
  private final String url;
  private final int atOnce;
  private final Clock clock;
  private final Queue<Message> received = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> handles = new LinkedHashMap<>();

  /**
   * @param queue the queue's name
   * @param sends whether messages are put back, and not only listed. They are then received one by
   *     one, so that no message becomes visible to other readers before its turn
   */
  QueueMessages(SqsClient sqs, String queue, boolean sends, Clock clock) {
    this.sqs = sqs;
    this.url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    this.atOnce = sends ? 1 : PAGE;
    this.clock = clock;
  }

  /** Hands one message after the other to the handler, as long as the run goes on. */
  void each(Run run, Consumer<Message> handler) {
    run.each(
        this::next,
        message -> {
          handler.accept(message);
          return true;
        });
  }

  /**
   * The next message; empty at the end of the queue.
   *
   * <p>The queue has ended after two empty answers in a row. A run may take longer than the minute
   * for which messages are hidden; then messages that it left in the queue come again. They are
   * skipped. The queue has also ended when only such messages come.
   */
  private Optional<Message> next() {
    int empty = 0;
    for (int answers = 0; received.isEmpty() && empty < EMPTY_ANSWERS_AT_THE_END; answers++) {
      if (answers > handles.size() + EMPTY_ANSWERS_AT_THE_END) {
        return Optional.empty();
      }
      List<Message> messages = receive();
      empty = messages.isEmpty() ? empty + 1 : 0;
      for (Message message : messages) {
        handles.put(message.messageId(), message.receiptHandle());
        if (seen.add(message.messageId())) {
          received.add(message);
        }
      }
    }
    return Optional.ofNullable(received.poll());
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(atOnce)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
        .messages();
  }

  /** How long a message has been in the queue, in words. */
  String age(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return sent == null
        ? "some time ago"
        : text(Duration.between(Instant.ofEpochMilli(Long.parseLong(sent)), clock.instant()));
  }

  /** In one unit; a rough age is enough here. */
  private static String text(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " d ago";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + " h ago";
    }
    return age.toMinutes() >= 2
        ? age.toMinutes() + " min ago"
        : Math.max(0, age.toSeconds()) + " s ago";
  }

  void delete(Message message) {
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
    handles.remove(message.messageId());
  }

  @Override
  public void close() {
    for (String handle : handles.values()) {
      try {
        sqs.changeMessageVisibility(
            request -> request.queueUrl(url).receiptHandle(handle).visibilityTimeout(0));
      } catch (SdkException e) {
        // The message becomes visible by itself, a minute after it was received.
      }
    }
  }
}
