package dev.iotpipeline.redrive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The messages of a queue, each once. A received message is hidden from other runs until it is
 * deleted, or until {@link #close()}: whoever takes long calls {@link #keep} now and then.
 */
final class QueueMessages implements AutoCloseable {

  /** SQS returns at most so many messages per call. */
  private static final int PAGE = 10;

  /** With a wait, SQS asks all of its servers. Without one, an answer may be empty by chance. */
  private static final int WAIT_SECONDS = 1;

  private static final int EMPTY_ANSWERS_AT_THE_END = 2;

  private final SqsClient sqs;
  private final String url;
  private final Clock clock;
  private final Consumer<String> warning;
  private final HiddenMessages hidden;
  private final Queue<Message> received = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * @param queue the queue's name
   * @param clock tells how old messages are, and how long they are still hidden
   * @param warning is told in one line which messages stay hidden after {@link #close()}
   */
  QueueMessages(SqsClient sqs, String queue, Clock clock, Consumer<String> warning) {
    this.sqs = sqs;
    this.url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    this.clock = clock;
    this.warning = warning;
    this.hidden = new HiddenMessages(sqs, url, clock);
  }

  /**
   * The next message; empty at the end of the queue.
   *
   * <p>The queue has ended after two empty answers in a row. SQS may deliver a message twice, and
   * delivers one again that could not be kept hidden; such messages are skipped. The queue has also
   * ended when only such messages come.
   */
  Optional<Message> next() {
    hidden.extend();
    int empty = 0;
    for (int answers = 0; received.isEmpty() && empty < EMPTY_ANSWERS_AT_THE_END; answers++) {
      if (answers > seen.size() + EMPTY_ANSWERS_AT_THE_END) {
        return Optional.empty();
      }
      List<Message> messages = receive();
      empty = messages.isEmpty() ? empty + 1 : 0;
      messages.stream().filter(message -> seen.add(message.messageId())).forEach(received::add);
    }
    return Optional.ofNullable(received.poll());
  }

  private List<Message> receive() {
    Instant before = clock.instant();
    List<Message> messages =
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(url)
                        .maxNumberOfMessages(PAGE)
                        .visibilityTimeout((int) HiddenMessages.TIME.toSeconds())
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
            .messages();
    messages.forEach(message -> hidden.add(message, before));
    return messages;
  }

  /**
   * Hides this message and all others that were received for longer, as far as it is time to.
   *
   * @throws NotPutBackException if another run may have this one by now
   */
  void keep(Message message) {
    hidden.extend();
    hidden.require(message);
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
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(hidden.handle(message)));
    hidden.remove(message);
  }

  @Override
  public void close() {
    hidden.showAll().ifPresent(warning);
  }
}
