package dev.iotpipeline.local.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.testing.FakeClock;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** By the SDK's client, which also checks the digests of what it receives. */
class QueueApiTest {

  private final FakeClock clock = new FakeClock();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final LocalQueue alerts = new LocalQueue("iot-failed-alerts", clock);
  private final LocalQueue batches = new LocalQueue("iot-failed-batches", clock);

  @AutoClose
  private final KinesisEndpoint endpoint =
      new KinesisEndpoint(
          new LocalStream("iot-telemetry-stream", 1, clock),
          0,
          clock,
          new EventLog(log::add, clock));

  @AutoClose
  private final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(endpoint.uri())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
          .overrideConfiguration(settings -> settings.retryStrategy(all -> all.maxAttempts(1)))
          .build();

  private String url;

  @BeforeEach
  void addQueues() {
    endpoint.add(new QueueApi(List.of(alerts, batches)));
    url = sqs.getQueueUrl(request -> request.queueName("iot-failed-alerts")).queueUrl();
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(10)
                    .visibilityTimeout(60)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  @Test
  void queuesAreFoundByName() {
    assertThat(url).isEqualTo(endpoint.uri() + "/000000000000/iot-failed-alerts");
    assertThat(sqs.listQueues().queueUrls()).hasSize(2);
    assertThat(sqs.listQueues(request -> request.queueNamePrefix("iot-failed-b")).queueUrls())
        .containsExactly(endpoint.uri() + "/000000000000/iot-failed-batches");
  }

  @Test
  void aMessageComesWithAllThatBelongsToIt() {
    alerts.send("{\"é\":1}", Map.of("ErrorCode", "200", "ErrorMessage", "Zeit überschritten"));

    List<Message> messages = receive();

    assertThat(messages)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.body()).isEqualTo("{\"é\":1}");
              assertThat(message.attributes())
                  .containsEntry(
                      MessageSystemAttributeName.SENT_TIMESTAMP,
                      Long.toString(clock.instant().toEpochMilli()))
                  .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
              assertThat(message.messageAttributes().get("ErrorMessage").stringValue())
                  .isEqualTo("Zeit überschritten");
            });
    assertThat(receive()).isEmpty();
  }

  @Test
  void aMessageComesWithoutWhatWasNotAskedFor() {
    alerts.send("a", Map.of("Error.Code", "200", "ErrorMessage", "m", "RequestID", "r"));

    Message message =
        sqs.receiveMessage(
                request -> request.queueUrl(url).messageAttributeNames("Error.*", "RequestID"))
            .messages()
            .get(0);

    assertThat(message.messageAttributes()).containsOnlyKeys("Error.Code", "RequestID");
    assertThat(message.attributes()).isEmpty();
  }

  @Test
  void messagesAreDeletedAndShownAgain() {
    alerts.send("a", Map.of());
    alerts.send("b", Map.of());
    List<Message> messages = receive();

    sqs.deleteMessage(
        request -> request.queueUrl(url).receiptHandle(messages.get(0).receiptHandle()));
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(url)
                .receiptHandle(messages.get(1).receiptHandle())
                .visibilityTimeout(0));

    assertThat(receive()).extracting(Message::body).containsExactly("b");
    assertThat(alerts.size()).isEqualTo(1);
  }

  @Test
  void aQueueTellsHowManyMessagesItHas() {
    alerts.send("a", Map.of());
    alerts.send("b", Map.of());
    sqs.receiveMessage(request -> request.queueUrl(url));

    assertThat(
            sqs.getQueueAttributes(
                    request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1")
        .containsEntry(
            QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:iot-failed-alerts");
    assertThatThrownBy(
            () ->
                sqs.getQueueAttributes(
                    request -> request.queueUrl(url).attributeNamesWithStrings("Colour")))
        .hasMessageContaining("Unknown Attribute Colour.");
  }

  @Test
  void aQueueThatIsNotThere() {
    assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("nothing")))
        .isInstanceOfSatisfying(
            QueueDoesNotExistException.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode())
                  .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
              assertThat(refusal.awsErrorDetails().errorMessage())
                  .isEqualTo("The specified queue does not exist.");
              assertThat(refusal.requestId()).hasSize(36);
            });
    assertThatThrownBy(() -> sqs.receiveMessage(request -> request.queueUrl(url + "x")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void receiptsThatAreNoneOrOutOfTime() {
    alerts.send("a", Map.of());
    String handle = receive().get(0).receiptHandle();
    clock.advance(Duration.ofSeconds(60));

    assertThatThrownBy(
            () -> sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle("what?")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
    assertThatThrownBy(
            () ->
                sqs.changeMessageVisibility(
                    request -> request.queueUrl(url).receiptHandle(handle).visibilityTimeout(0)))
        .isInstanceOf(MessageNotInflightException.class);
  }

  @Test
  void valuesBeyondTheLimits() {
    assertThatThrownBy(
            () -> sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(11)))
        .isInstanceOfSatisfying(
            SqsException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidParameterValue"))
        .hasMessageContaining(
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and"
                + " 10, if provided.");
    assertThatThrownBy(
            () -> sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(21)))
        .hasMessageContaining("WaitTimeSeconds");
    assertThatThrownBy(
            () -> sqs.receiveMessage(request -> request.queueUrl(url).visibilityTimeout(43_201)))
        .hasMessageContaining("VisibilityTimeout");
    assertThatThrownBy(() -> sqs.deleteMessage(request -> request.queueUrl(url)))
        .hasMessageContaining("ReceiptHandle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PurgeQueue | {} | UnknownOperationException",
        "ListQueues | [] | SerializationException",
        "ListQueues | {} {} | SerializationException",
        "GetQueueUrl | {\"QueueName\":7} | SerializationException",
        "GetQueueUrl | {} | MissingRequiredParameterException",
      })
  void whatIsNoCallIsRefusedByName(String operation, String body, String type) throws Exception {
    HttpResponse<String> answer =
        send(operation, body, HttpRequest.newBuilder(endpoint.uri()).header("Authorization", "x"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("#" + type + "\"");
    assertThat(answer.headers().firstValue("x-amzn-query-error")).get().asString().contains(";");
    assertThat(log).isEmpty();
  }

  @Test
  void anUnsignedCallIsRefused() throws Exception {
    assertThat(send("ListQueues", "{}", HttpRequest.newBuilder(endpoint.uri())).body())
        .contains("MissingAuthenticationTokenException");
  }

  private static HttpResponse<String> send(
      String operation, String body, HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
