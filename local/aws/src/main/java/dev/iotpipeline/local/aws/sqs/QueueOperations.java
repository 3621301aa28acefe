package dev.iotpipeline.local.aws.sqs;

import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.sqs.LocalQueue.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations by name: from a call's parameters to the answer that is to be encoded. */
final class QueueOperations {

  private static final String OPERATIONS =
      "ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, GetQueueUrl, ListQueues,"
          + " ReceiveMessage";

  private static final int MOST_MESSAGES = 10;
  private static final int LONGEST_WAIT_SECONDS = 20;
  private static final int LONGEST_VISIBILITY_SECONDS = 12 * 60 * 60;

  /** A queue's, where neither it nor the call says another. */
  private static final int VISIBILITY_SECONDS = 30;

  private final Map<String, LocalQueue> queues = new TreeMap<>();

  QueueOperations(Collection<LocalQueue> queues) {
    queues.forEach(queue -> this.queues.put(queue.name(), queue));
  }

  /**
   * Calls an operation.
   *
   * @param endpoint where queues are found, such as {@code http://127.0.0.1:4567}
   * @throws RefusedCallException if SQS would refuse, or there is no such operation here
   */
  Map<String, ?> call(String operation, QueueCall call, String endpoint) {
    return switch (operation) {
      case "GetQueueUrl" -> getQueueUrl(call, endpoint);
      case "ListQueues" -> listQueues(call, endpoint);
      case "GetQueueAttributes" -> getQueueAttributes(call);
      case "ReceiveMessage" -> receiveMessage(call);
      case "DeleteMessage" -> deleteMessage(call);
      case "ChangeMessageVisibility" -> changeMessageVisibility(call);
      default ->
          throw RefusedCallException.unknownOperation(
              "No operation '" + operation + "' here; there are " + OPERATIONS);
    };
  }

  private Map<String, ?> getQueueUrl(QueueCall call, String endpoint) {
    String name = call.requiredText("QueueName");
    if (!queues.containsKey(name)) {
      throw RefusedCallException.noSuchQueue();
    }
    return Map.of("QueueUrl", url(name, endpoint));
  }

  private static String url(String name, String endpoint) {
    return endpoint + "/" + LocalStream.ACCOUNT + "/" + name;
  }

  private Map<String, ?> listQueues(QueueCall call, String endpoint) {
    String prefix = call.text("QueueNamePrefix").orElse("");
    List<String> urls =
        queues.keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> url(name, endpoint))
            .toList();
    return Map.of("QueueUrls", urls);
  }

  /** The queue that a call names; by whatever host name its caller reached it. */
  private LocalQueue queue(QueueCall call) {
    String url = call.requiredText("QueueUrl");
    LocalQueue queue = queues.get(url.substring(url.lastIndexOf('/') + 1));
    if (queue == null || !url.endsWith("/" + LocalStream.ACCOUNT + "/" + queue.name())) {
      throw RefusedCallException.noSuchQueue();
    }
    return queue;
  }

  private Map<String, ?> getQueueAttributes(QueueCall call) {
    LocalQueue queue = queue(call);
    int hidden = queue.hidden();
    Map<String, String> all =
        Map.of(
            "ApproximateNumberOfMessages",
            Integer.toString(Math.max(0, queue.size() - hidden)),
            "ApproximateNumberOfMessagesNotVisible",
            Integer.toString(hidden),
            "VisibilityTimeout",
            Integer.toString(VISIBILITY_SECONDS),
            "QueueArn",
            "arn:aws:sqs:%s:%s:%s"
                .formatted(LocalStream.REGION, LocalStream.ACCOUNT, queue.name()));
    Map<String, String> chosen = new HashMap<>();
    for (String name : call.texts("AttributeNames")) {
      if (name.equals("All")) {
        chosen.putAll(all);
      } else if (all.containsKey(name)) {
        chosen.put(name, all.get(name));
      } else {
        throw RefusedCallException.unknownAttribute(name);
      }
    }
    return chosen.isEmpty() ? Map.of() : Map.of("Attributes", chosen);
  }

  /** Answers at once even if the queue is empty and the call would wait. */
  private Map<String, ?> receiveMessage(QueueCall call) {
    LocalQueue queue = queue(call);
    int max = call.number("MaxNumberOfMessages", 1, MOST_MESSAGES).orElse(1);
    int visibility =
        call.number("VisibilityTimeout", 0, LONGEST_VISIBILITY_SECONDS).orElse(VISIBILITY_SECONDS);
    call.number("WaitTimeSeconds", 0, LONGEST_WAIT_SECONDS);
    List<String> attributes = call.texts("MessageAttributeNames");
    List<String> systemAttributes = call.texts("MessageSystemAttributeNames");
    // The name that clients had for the same until 2024.
    List<String> olderName = call.texts("AttributeNames");
    List<Map<String, Object>> messages =
        queue.receive(max, Duration.ofSeconds(visibility)).stream()
            .map(
                message ->
                    message(
                        message,
                        attributes,
                        systemAttributes.isEmpty() ? olderName : systemAttributes))
            .toList();
    return messages.isEmpty() ? Map.of() : Map.of("Messages", messages);
  }

  private static Map<String, Object> message(
      Message message, List<String> attributeNames, List<String> systemAttributeNames) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("MessageId", message.messageId());
    answer.put("ReceiptHandle", message.receiptHandle());
    answer.put("Body", message.body());
    answer.put("MD5OfBody", Checksums.ofBody(message.body()));
    Map<String, String> system =
        chosen(
            systemAttributeNames,
            Map.of(
                "SentTimestamp",
                Long.toString(message.sent().toEpochMilli()),
                "ApproximateReceiveCount",
                Integer.toString(message.receiveCount())));
    if (!system.isEmpty()) {
      answer.put("Attributes", system);
    }
    Map<String, String> attributes = chosen(attributeNames, message.attributes());
    if (!attributes.isEmpty()) {
      Map<String, Object> typed = new HashMap<>();
      attributes.forEach(
          (name, value) -> typed.put(name, Map.of("DataType", "String", "StringValue", value)));
      answer.put("MessageAttributes", typed);
      answer.put("MD5OfMessageAttributes", Checksums.ofAttributes(attributes));
    }
    return answer;
  }

  private static Map<String, String> chosen(List<String> names, Map<String, String> attributes) {
    Map<String, String> chosen = new HashMap<>();
    attributes.forEach(
        (name, value) -> {
          if (names.stream().anyMatch(pattern -> names(pattern, name))) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }

  /** Whether a call that asks for a name, {@code All} or {@code prefix.*} means this one. */
  private static boolean names(String pattern, String name) {
    return pattern.equals("All")
        || pattern.equals(name)
        || (pattern.endsWith(".*") && name.startsWith(pattern.substring(0, pattern.length() - 1)));
  }

  private Map<String, ?> deleteMessage(QueueCall call) {
    queue(call).delete(call.requiredText("ReceiptHandle"));
    return Map.of();
  }

  private Map<String, ?> changeMessageVisibility(QueueCall call) {
    LocalQueue queue = queue(call);
    int seconds = call.requiredNumber("VisibilityTimeout", 0, LONGEST_VISIBILITY_SECONDS);
    queue.changeVisibility(call.requiredText("ReceiptHandle"), Duration.ofSeconds(seconds));
    return Map.of();
  }
}
