package dev.iotpipeline.local.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.contract.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/**
 * What a reader of a queue may expect of SQS and of its stand-in. The client also checks the
 * digests of what it receives. Each test has a new queue.
 */
abstract class SqsContract {

  private static final int MOST_TRIES = 100;

  abstract SqsClient sqs();

  /** The queue's address. */
  abstract String url();

  /** Puts a message into the queue, as a service that has failed does. */
  abstract void send(String body, Map<String, String> attributes);

  @Test
  void aMessageComesWithAllThatBelongsToIt() {
    send("{\"é\":1}", Map.of("ErrorCode", "200", "ErrorMessage", "Zeit überschritten"));

    assertThat(receive(1))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.body()).isEqualTo("{\"é\":1}");
              assertThat(message.attributes())
                  .containsKey(MessageSystemAttributeName.SENT_TIMESTAMP);
              assertThat(message.messageAttributes().get("ErrorMessage").stringValue())
                  .isEqualTo("Zeit überschritten");
            });
    assertThat(receive(0)).isEmpty();
  }

  @Test
  void aMessageComesWithoutWhatWasNotAskedFor() {
    send("a", Map.of("ErrorCode", "200", "ErrorMessage", "m"));

    Message message = receive(1, request -> request.messageAttributeNames("ErrorMessage")).get(0);

    assertThat(message.messageAttributes()).containsOnlyKeys("ErrorMessage");
    assertThat(message.attributes()).isEmpty();
  }

  @Test
  void messagesAreDeletedAndShownAgain() {
    send("a", Map.of());
    send("b", Map.of());
    List<Message> messages = receive(2);

    sqs()
        .deleteMessage(
            request -> request.queueUrl(url()).receiptHandle(messages.get(0).receiptHandle()));
    sqs()
        .changeMessageVisibility(
            request ->
                request
                    .queueUrl(url())
                    .receiptHandle(messages.get(1).receiptHandle())
                    .visibilityTimeout(0));

    assertThat(receive(1)).extracting(Message::body).containsExactly(messages.get(1).body());
    assertThat(receive(0)).isEmpty();
  }

  @Test
  void visibilityOfManyMessagesIsChangedInOneCallAndEachFailsForItself() {
    send("a", Map.of());
    String handle = receive(1).get(0).receiptHandle();

    ChangeMessageVisibilityBatchResponse answer =
        sqs()
            .changeMessageVisibilityBatch(
                request ->
                    request.queueUrl(url()).entries(shown("good", handle), shown("bad", "no")));

    assertThat(answer.successful())
        .extracting(ChangeMessageVisibilityBatchResultEntry::id)
        .containsExactly("good");
    assertThat(answer.failed())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.id()).isEqualTo("bad");
              assertThat(failure.senderFault()).isTrue();
              assertThat(failure.code()).isEqualTo("ReceiptHandleIsInvalid");
            });
    assertThat(receive(1)).extracting(Message::body).containsExactly("a");
  }

  @Test
  void aBatchHasOneToTenEntriesWithIdsOfTheirOwn() {
    assertThatThrownBy(() -> change()).isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(() -> change("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
    assertThatThrownBy(() -> change("1", "1"))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
  }

  private void change(String... ids) {
    sqs()
        .changeMessageVisibilityBatch(
            request ->
                request
                    .queueUrl(url())
                    .entries(Stream.of(ids).map(id -> shown(id, "no")).toList()));
  }

  private static ChangeMessageVisibilityBatchRequestEntry shown(String id, String handle) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(id)
        .receiptHandle(handle)
        .visibilityTimeout(0)
        .build();
  }

  @Test
  void aQueueThatIsNotThere() {
    assertThatThrownBy(() -> sqs().getQueueUrl(request -> request.queueName(Clients.uniqueName())))
        .isInstanceOfSatisfying(
            QueueDoesNotExistException.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode())
                  .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
              assertThat(refusal.awsErrorDetails().errorMessage())
                  .isEqualTo("The specified queue does not exist.");
              assertThat(refusal.requestId()).hasSize(36);
            });
    assertThatThrownBy(() -> sqs().receiveMessage(request -> request.queueUrl(url() + "x")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void valuesBeyondTheLimits() {
    assertThatThrownBy(
            () -> sqs().receiveMessage(request -> request.queueUrl(url()).maxNumberOfMessages(11)))
        .isInstanceOfSatisfying(
            SqsException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidParameterValue"))
        .hasMessageContaining(
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and"
                + " 10, if provided.");
    assertThatThrownBy(
            () -> sqs().receiveMessage(request -> request.queueUrl(url()).waitTimeSeconds(21)))
        .hasMessageContaining("WaitTimeSeconds");
    assertThatThrownBy(
            () ->
                sqs().receiveMessage(request -> request.queueUrl(url()).visibilityTimeout(43_201)))
        .hasMessageContaining("VisibilityTimeout");
    assertThatThrownBy(() -> sqs().deleteMessage(request -> request.queueUrl(url())))
        .hasMessageContaining("ReceiptHandle");
  }

  @Test
  void aReceiptThatIsNone() {
    assertThatThrownBy(
            () -> sqs().deleteMessage(request -> request.queueUrl(url()).receiptHandle("what?")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
  }

  @Test
  void aMessageIsDeletedOnceAndThatAgainIsNoError() {
    send("a", Map.of());
    String handle = receive(1).get(0).receiptHandle();

    sqs().deleteMessage(request -> request.queueUrl(url()).receiptHandle(handle));
    sqs().deleteMessage(request -> request.queueUrl(url()).receiptHandle(handle));

    assertThat(receive(0)).isEmpty();
  }

  private List<Message> receive(int count) {
    return receive(
        count,
        request ->
            request
                .visibilityTimeout(60)
                .messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL));
  }

  /** So many messages; the service may need several calls to find them. One more call for none. */
  private List<Message> receive(int count, Consumer<ReceiveMessageRequest.Builder> settings) {
    List<Message> messages = new ArrayList<>();
    int tries = 0;
    do {
      List<Message> found =
          sqs()
              .receiveMessage(
                  request -> settings.accept(request.queueUrl(url()).maxNumberOfMessages(10)))
              .messages();
      messages.addAll(found);
      if (found.isEmpty() && count > 0) {
        pause();
      }
    } while (messages.size() < count && ++tries < MOST_TRIES);
    assertThat(messages).hasSize(count);
    return messages;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
