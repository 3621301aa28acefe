package dev.iotpipeline.local.aws.sqs;

import dev.iotpipeline.local.aws.http.HttpAnswer;
import dev.iotpipeline.local.aws.http.HttpApi;
import dev.iotpipeline.local.aws.http.HttpCall;
import dev.iotpipeline.local.aws.http.Json;
import dev.iotpipeline.local.aws.http.RefusedRequestException;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.sqs.LocalQueue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a reader of dead-letter queues needs of SQS, over HTTP: to find a queue, to receive from it,
 * to delete, and to hide messages longer or show them again. Signatures are looked for and not
 * checked.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">SQS
 *     API reference</a>
 */
public final class QueueApi implements HttpApi {

  private static final String TARGET_PREFIX = "AmazonSQS.";
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private static final String OPERATIONS =
      "ChangeMessageVisibility, ChangeMessageVisibilityBatch, DeleteMessage, GetQueueUrl,"
          + " ReceiveMessage";

  private static final int MOST_MESSAGES = 10;
  private static final int LONGEST_WAIT_SECONDS = 20;
  private static final int LONGEST_VISIBILITY_SECONDS = 12 * 60 * 60;

  /** SQS's default, for a call that gives none. */
  private static final int VISIBILITY_SECONDS = 30;

  private final Map<String, LocalQueue> queues;

  /**
   * @param queues what can be read
   */
  public QueueApi(Collection<LocalQueue> queues) {
    this.queues =
        queues.stream()
            .collect(Collectors.toUnmodifiableMap(LocalQueue::name, Function.identity()));
  }

  @Override
  public boolean takes(String path, String target) {
    return target.startsWith(TARGET_PREFIX);
  }

  @Override
  public HttpAnswer answer(HttpCall http) {
    String operation = http.target().substring(TARGET_PREFIX.length());
    QueueCall call = new QueueCall(http.body());
    Map<String, ?> answer =
        switch (operation) {
          // A queue's address has to lead back here by the name that the caller knows.
          case "GetQueueUrl" ->
              getQueueUrl(call, "http://" + http.header("Host").orElse("localhost"));
          case "ReceiveMessage" -> receiveMessage(call);
          case "DeleteMessage" -> deleteMessage(call);
          case "ChangeMessageVisibility" -> changeMessageVisibility(call);
          case "ChangeMessageVisibilityBatch" -> changeMessageVisibilityBatch(call);
          default ->
              throw QueueErrors.unknownOperation(
                  "No operation '" + operation + "' here; there are " + OPERATIONS);
        };
    return new HttpAnswer(200, Map.of("Content-Type", CONTENT_TYPE), Json.bytes(answer));
  }

  @Override
  public HttpAnswer refusal(HttpCall call, RefusedRequestException refused) {
    return new HttpAnswer(
        refused.status(),
        Map.of(
            "Content-Type",
            CONTENT_TYPE,
            "x-amzn-query-error",
            QueueErrors.olderName(refused) + ";Sender"),
        Json.bytes(Map.of("__type", refused.code(), "message", refused.message())));
  }

  private Map<String, ?> getQueueUrl(QueueCall call, String endpoint) {
    String name = call.requiredText("QueueName");
    if (!queues.containsKey(name)) {
      throw QueueErrors.noSuchQueue();
    }
    return Map.of("QueueUrl", endpoint + "/" + LocalStream.ACCOUNT + "/" + name);
  }

  /** The queue that a call names; by whatever host name its caller reached it. */
  private LocalQueue queue(QueueCall call) {
    String url = call.requiredText("QueueUrl");
    LocalQueue queue = queues.get(url.substring(url.lastIndexOf('/') + 1));
    if (queue == null || !url.endsWith("/" + LocalStream.ACCOUNT + "/" + queue.name())) {
      throw QueueErrors.noSuchQueue();
    }
    return queue;
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
    List<Map<String, Object>> messages =
        queue.receive(max, Duration.ofSeconds(visibility)).stream()
            .map(message -> message(message, attributes, systemAttributes))
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
    String sent = Long.toString(message.sent().toEpochMilli());
    Map<String, String> system = chosen(systemAttributeNames, Map.of("SentTimestamp", sent));
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
    Map<String, String> chosen = new HashMap<>(attributes);
    if (!names.contains("All")) {
      chosen.keySet().retainAll(names);
    }
    return chosen;
  }

  private Map<String, ?> deleteMessage(QueueCall call) {
    queue(call).delete(call.requiredText("ReceiptHandle"));
    return Map.of();
  }

  private Map<String, ?> changeMessageVisibility(QueueCall call) {
    changeVisibility(queue(call), call);
    return Map.of();
  }

  private static void changeVisibility(LocalQueue queue, QueueCall call) {
    int seconds = call.requiredNumber("VisibilityTimeout", 0, LONGEST_VISIBILITY_SECONDS);
    queue.changeVisibility(call.requiredText("ReceiptHandle"), Duration.ofSeconds(seconds));
  }

  /** Each entry succeeds or fails for itself. */
  private Map<String, ?> changeMessageVisibilityBatch(QueueCall call) {
    LocalQueue queue = queue(call);
    List<Map<String, ?>> successful = new ArrayList<>();
    List<Map<String, ?>> failed = new ArrayList<>();
    call.entries(MOST_MESSAGES)
        .forEach(
            (id, entry) -> {
              try {
                changeVisibility(queue, entry);
                successful.add(Map.of("Id", id));
              } catch (RefusedRequestException e) {
                failed.add(
                    Map.of(
                        "Id",
                        id,
                        "SenderFault",
                        true,
                        "Code",
                        QueueErrors.olderName(e),
                        "Message",
                        e.message()));
              }
            });
    return Map.of("Successful", successful, "Failed", failed);
  }
}
