package dev.iotpipeline.local.aws.sqs;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A standard queue of SQS in memory. A message that was received is hidden for a while, and comes
 * again unless it is deleted by then. Messages come in the order in which they were sent, which SQS
 * does not promise. Any thread may call.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Visibility
 *     timeout</a>
 */
public final class LocalQueue {

  /** From a receipt on, however often it is extended. */
  private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

  private final String name;
  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    private final String body;
    private final Map<String, String> attributes;
    private final Instant sent;
    private Instant visibleFrom;
    private Instant received;
    private int receiveCount;

    private Entry(String body, Map<String, String> attributes, Instant sent) {
      this.body = body;
      this.attributes = attributes;
      this.sent = sent;
      this.visibleFrom = sent;
      this.received = sent;
    }
  }

  /**
   * A message as it was received.
   *
   * @param messageId is the same whenever it is received
   * @param receiptHandle names this receipt, for {@link #delete} and {@link #changeVisibility}
   * @param body as it was sent
   * @param attributes as they were sent
   * @param sent when
   */
  public record Message(
      String messageId,
      String receiptHandle,
      String body,
      Map<String, String> attributes,
      Instant sent) {}

  /**
   * @param name the queue's name
   * @param clock tells when messages are sent and visible
   */
  public LocalQueue(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /** The queue's name. */
  public String name() {
    return name;
  }

  /**
   * Puts a message in, visible at once.
   *
   * @param attributes values by name; all are of SQS's type String
   */
  public synchronized void send(String body, Map<String, String> attributes) {
    entries.put(
        UUID.randomUUID().toString(), new Entry(body, Map.copyOf(attributes), clock.instant()));
  }

  /**
   * Takes messages that are visible, and hides them.
   *
   * @param max how many at most
   * @param visibility how long they are hidden
   */
  public synchronized List<Message> receive(int max, Duration visibility) {
    Instant now = clock.instant();
    List<Message> messages = new ArrayList<>();
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      Entry entry = each.getValue();
      if (messages.size() < max && isVisible(entry, now)) {
        entry.received = now;
        entry.visibleFrom = now.plus(visibility);
        entry.receiveCount++;
        messages.add(message(each.getKey(), entry));
      }
    }
    return messages;
  }

  private static boolean isVisible(Entry entry, Instant now) {
    return !entry.visibleFrom.isAfter(now);
  }

  private static Message message(String id, Entry entry) {
    return new Message(
        id, new Receipt(id, entry.receiveCount).handle(), entry.body, entry.attributes, entry.sent);
  }

  /**
   * Removes a message. As with SQS, nothing happens if it is gone, or has been received again since
   * then.
   *
   * @param receiptHandle the last receipt's
   * @throws RefusedRequestException if it is no receipt handle
   */
  public synchronized void delete(String receiptHandle) {
    Receipt receipt = Receipt.of(receiptHandle);
    if (isLast(receipt)) {
      entries.remove(receipt.messageId);
    }
  }

  private boolean isLast(Receipt receipt) {
    Entry entry = entries.get(receipt.messageId);
    return entry != null && entry.receiveCount == receipt.count;
  }

  /**
   * Hides a message that is hidden for another time, from now on.
   *
   * @param receiptHandle the last receipt's
   * @param visibility how long; zero shows it at once
   * @throws RefusedRequestException if it is no receipt handle, its message is not hidden, or would
   *     be hidden for more than twelve hours since it was received
   */
  public synchronized void changeVisibility(String receiptHandle, Duration visibility) {
    Receipt receipt = Receipt.of(receiptHandle);
    Instant now = clock.instant();
    if (!isLast(receipt)) {
      throw QueueErrors.invalidValue(
          "ReceiptHandle",
          receiptHandle,
          "Message does not exist or is not available for visibility timeout change.");
    }
    Entry entry = Objects.requireNonNull(entries.get(receipt.messageId));
    if (isVisible(entry, now)) {
      throw QueueErrors.notInFlight();
    }
    if (now.plus(visibility).isAfter(entry.received.plus(LONGEST_VISIBILITY))) {
      throw QueueErrors.hiddenTooLong(visibility, LONGEST_VISIBILITY);
    }
    entry.visibleFrom = now.plus(visibility);
  }

  /** How many messages it holds, visible or hidden. */
  public synchronized int size() {
    return entries.size();
  }

  /** One receipt of a message. */
  private record Receipt(String messageId, int count) {

    private String handle() {
      String text = messageId + "/" + count;
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Receipt of(String handle) {
      try {
        String text = new String(Base64.getDecoder().decode(handle), StandardCharsets.US_ASCII);
        int slash = text.indexOf('/');
        return new Receipt(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
      } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
        throw QueueErrors.invalidReceiptHandle();
      }
    }
  }
}
