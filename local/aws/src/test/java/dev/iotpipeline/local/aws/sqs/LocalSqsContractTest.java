package dev.iotpipeline.local.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.contract.Clients;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
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
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The contract against the stand-in, and what the stand-in alone can show. */
class LocalSqsContractTest extends SqsContract {

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

  @AutoClose private final SqsClient sqs = Clients.local(SqsClient.builder(), endpoint.uri());

  private String url;

  @BeforeEach
  void addQueues() {
    endpoint.add(new QueueApi(List.of(alerts, batches)));
    url = sqs.getQueueUrl(request -> request.queueName("iot-failed-alerts")).queueUrl();
  }

  @Override
  SqsClient sqs() {
    return sqs;
  }

  @Override
  String url() {
    return url;
  }

  @Override
  void send(String body, Map<String, String> attributes) {
    alerts.send(body, attributes);
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
  void aMessageKnowsWhenItWasSent() {
    alerts.send("a", Map.of());

    assertThat(receive().get(0).attributes())
        .containsEntry(
            MessageSystemAttributeName.SENT_TIMESTAMP,
            Long.toString(clock.instant().toEpochMilli()));
  }

  @Test
  void aDeletedMessageIsGoneFromTheQueue() {
    alerts.send("a", Map.of());
    String handle = receive().get(0).receiptHandle();

    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(handle));

    assertThat(alerts.size()).isZero();
  }

  @Test
  void messagesComeInTheOrderInWhichTheyWereSent() {
    alerts.send("a", Map.of());
    alerts.send("b", Map.of());

    assertThat(receive()).extracting(Message::body).containsExactly("a", "b");
  }

  @Test
  void queuesAreFoundByName() {
    assertThat(url).isEqualTo(endpoint.uri() + "/000000000000/iot-failed-alerts");
    assertThat(sqs.getQueueUrl(request -> request.queueName("iot-failed-batches")).queueUrl())
        .isEqualTo(endpoint.uri() + "/000000000000/iot-failed-batches");
  }

  @Test
  void aReceiptThatIsOutOfTime() {
    alerts.send("a", Map.of());
    String handle = receive().get(0).receiptHandle();
    clock.advance(Duration.ofSeconds(60));

    assertThatThrownBy(
            () ->
                sqs.changeMessageVisibility(
                    request -> request.queueUrl(url).receiptHandle(handle).visibilityTimeout(0)))
        .isInstanceOf(MessageNotInflightException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PurgeQueue | {} | UnknownOperationException",
        "GetQueueUrl | [] | SerializationException",
        "GetQueueUrl | {} {} | SerializationException",
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
    assertThat(send("GetQueueUrl", "{}", HttpRequest.newBuilder(endpoint.uri())).body())
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
