package dev.iotpipeline.redrive;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** One queue with visibility timeouts. */
final class FakeSqs implements SqsClient {

  final List<String> journal;
  final Faults deletions = new Faults();
  private final String name;
  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();
  private int sent;
  private int receipts;

  private static final class Entry {
    private final String id;
    private final String body;
    private final Map<String, String> attributes;
    private final Instant sent;
    private Instant visibleFrom;
    private String receipt = "";

    private Entry(String id, String body, Map<String, String> attributes, Instant now) {
      this.id = id;
      this.body = body;
      this.attributes = attributes;
      this.sent = now;
      this.visibleFrom = now;
    }
  }

  FakeSqs(String name, Clock clock, List<String> journal) {
    this.name = name;
    this.clock = clock;
    this.journal = journal;
  }

  void add(String body, Map<String, String> attributes) {
    entries.add(new Entry("m" + ++sent, body, attributes, clock.instant()));
  }

  List<String> bodies() {
    return entries.stream().map(entry -> entry.body).toList();
  }

  long visible() {
    return entries.stream().filter(this::isVisible).count();
  }

  private boolean isVisible(Entry entry) {
    return !entry.visibleFrom.isAfter(clock.instant());
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    if (!request.queueName().equals(name)) {
      throw Faults.complete(
          QueueDoesNotExistException.builder(), 400, "AWS.SimpleQueueService.NonExistentQueue");
    }
    return GetQueueUrlResponse.builder().queueUrl("http://sqs/" + name).build();
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    List<Message> messages =
        entries.stream()
            .filter(this::isVisible)
            .limit(request.maxNumberOfMessages())
            .map(entry -> received(entry, request.visibilityTimeout()))
            .toList();
    return ReceiveMessageResponse.builder().messages(messages).build();
  }

  private Message received(Entry entry, int visibilityTimeout) {
    entry.visibleFrom = clock.instant().plusSeconds(visibilityTimeout);
    entry.receipt = "r" + ++receipts;
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    entry.attributes.forEach(
        (key, value) ->
            attributes.put(
                key,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    return Message.builder()
        .messageId(entry.id)
        .receiptHandle(entry.receipt)
        .body(entry.body)
        .messageAttributes(attributes)
        .attributes(
            Map.of(
                MessageSystemAttributeName.SENT_TIMESTAMP,
                Long.toString(entry.sent.toEpochMilli())))
        .build();
  }

  @Override
  public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
    deletions.throwNext();
    entries.removeIf(entry -> entry.receipt.equals(request.receiptHandle()));
    journal.add("delete message");
    return DeleteMessageResponse.builder().build();
  }

  @Override
  public ChangeMessageVisibilityResponse changeMessageVisibility(
      ChangeMessageVisibilityRequest request) {
    entries.stream()
        .filter(entry -> entry.receipt.equals(request.receiptHandle()))
        .forEach(
            entry -> entry.visibleFrom = clock.instant().plusSeconds(request.visibilityTimeout()));
    return ChangeMessageVisibilityResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
