package dev.iotpipeline.local.aws.sqs;

import static java.util.stream.Collectors.toMap;

import dev.iotpipeline.local.aws.contract.AgainstRealAws;
import dev.iotpipeline.local.aws.contract.Clients;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

@AgainstRealAws
class RealSqsContractTest extends SqsContract {

  @AutoClose private final SqsClient client = SqsClient.create();
  private String url;

  @BeforeEach
  void createQueue() {
    url = client.createQueue(request -> request.queueName(Clients.uniqueName())).queueUrl();
  }

  @AfterEach
  void deleteQueue() {
    client.deleteQueue(request -> request.queueUrl(url));
  }

  @Override
  SqsClient sqs() {
    return client;
  }

  @Override
  String url() {
    return url;
  }

  @Override
  void send(String body, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> values =
        attributes.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, attribute -> text(attribute.getValue())));
    client.sendMessage(
        request -> request.queueUrl(url).messageBody(body).messageAttributes(values));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
