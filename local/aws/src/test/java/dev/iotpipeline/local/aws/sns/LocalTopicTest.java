package dev.iotpipeline.local.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

final class LocalTopicTest {

  private static final String ARN = "arn:aws:sns:us-east-1:000000000000:iot-alerts";
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final List<Notification> heard = new ArrayList<>();
  private final LocalTopic topic =
      new LocalTopic(ARN, Clock.fixed(NOW, ZoneOffset.UTC), heard::add);

  @Test
  void eachProtocolGetsItsOwnText() {
    topic.publish(
        message()
            .subject("Anomaly on sensor-007")
            .messageStructure("json")
            .message("{\"default\": \"{}\", \"email\": \"long\", \"sms\": \"short\", \"x\": 1}")
            .messageAttributes(Map.of("device_id", attribute("String", "sensor-007")))
            .build());

    assertThat(heard)
        .containsExactly(
            new Notification(
                "00000000-0000-4000-8000-000000000001",
                NOW,
                "Anomaly on sensor-007",
                "{}",
                "long",
                "short",
                Map.of("device_id", "sensor-007")));
    assertThat(topic.latest()).isEqualTo(heard);
    assertThat(topic.notifications()).isEqualTo(1);
  }

  @Test
  void aProtocolWithoutATextOfItsOwnGetsTheDefault() {
    topic.publish(message().messageStructure("json").message("{\"default\": \"all\"}").build());
    topic.publish(message().message("plain").build());

    assertThat(heard).extracting(Notification::email).containsExactly("all", "plain");
    assertThat(heard).extracting(Notification::sms).containsExactly("all", "plain");
    assertThat(heard).extracting(Notification::subject).containsOnly("");
  }

  @Test
  void messageIdsDiffer() {
    assertThat(topic.publish(message().build()).messageId())
        .isNotEqualTo(topic.publish(message().build()).messageId());
  }

  @Test
  void onlyTheLatestNotificationsAreRemembered() {
    for (int i = 0; i < 1005; i++) {
      topic.publish(message().message("message " + i).build());
    }

    assertThat(topic.notifications()).isEqualTo(1005);
    assertThat(topic.latest()).hasSize(1000);
    assertThat(topic.latest().get(0).email()).isEqualTo("message 5");
    assertThat(heard).hasSize(1005);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " leading", "two\nlines", "tab\t", "52 °C", "\u202E", "温度"})
  void aSubjectOutsideTheRulesIsRefused(String subject) {
    refused(message().subject(subject), "Invalid parameter: Subject");
  }

  @Test
  void aSubjectHasLessThan100Characters() {
    topic.publish(message().subject("x".repeat(99)).build());

    refused(message().subject("x".repeat(100)), "Invalid parameter: Subject");
  }

  @Test
  void aMessageHas256KilobytesAtMostItsAttributesIncluded() {
    Map<String, MessageAttributeValue> attributes = Map.of("name", attribute("String", "value"));
    int attributeBytes = "name".length() + "String".length() + "value".length();
    String fitting = "x".repeat(256 * 1024 - attributeBytes);

    topic.publish(message().message(fitting).messageAttributes(attributes).build());

    refused(
        message().message(fitting + "x").messageAttributes(attributes),
        "Invalid parameter: Message too long");
    refused(message().message("°".repeat(128 * 1024 + 1)), "Invalid parameter: Message too long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"email": "no default"}        | No default entry in JSON message body
          {"default": 7}                 | No default entry in JSON message body
          {"default": "a","default":"b"} | JSON message body failed to parse
          {"default": "a"                | JSON message body failed to parse
          {"default": "a"} {}            | JSON message body failed to parse
          ["default"]                    | JSON message body failed to parse
          text                           | JSON message body failed to parse
          """)
  void aStructuredMessageIsAnObjectWithADefault(String message, String reason) {
    refused(
        message().messageStructure("json").message(message),
        "Invalid parameter: Message Structure - " + reason);
  }

  @Test
  void whatIsMissingIsNamed() {
    refused(message().message(null), "Invalid parameter: Empty message");
    refused(message().message(""), "Invalid parameter: Empty message");
    refused(message().messageStructure("xml"), "Invalid parameter: MessageStructure");
    refused(
        message().topicArn(null),
        "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
  }

  @Test
  void anotherTopicDoesNotExist() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> topic.publish(message().topicArn(ARN + "-2").build()))
        .withMessageContaining("Topic does not exist");
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name        | String       | any text
          with.dot-_1 | String       | `["not", "an", "array"]`
          kinds       | String.Array | `["temperature_above", "humidity_below"]`
          none        | String.Array | []
          mixed       | String.Array | `["a", 1, true, null]`
          count       | Number       | -1.5e3
          AWS.SNS.SMS.SMSType | String | Transactional
          """)
  void attributesOfEveryTypeAreAccepted(String name, String type, String value) {
    topic.publish(message().messageAttributes(Map.of(name, attribute(type, value))).build());

    assertThat(heard)
        .singleElement()
        .satisfies(sent -> assertThat(sent.attributes()).containsExactly(Map.entry(name, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name        | String       | ``
          name        | String       |
          name        | String       | `\uFFFF`
          name        | String       | `\u0001`
          name        | String.Array | a
          name        | String.Array | {"a": 1}
          name        | String.Array | [["a"]]
          name        | String.Array | ["a"
          name        | Number       | many
          name        | Number       | 1e10
          name        | Binary       | text
          name        | Text         | any
          name        |              | any
          .name       | String       | any
          name.       | String       | any
          na..me      | String       | any
          a name      | String       | any
          AWS.name    | String       | any
          amazon.name | String       | any
          """)
  void attributesOutsideTheRulesAreRefused(String name, String type, String value) {
    PublishRequest request =
        message().messageAttributes(Map.of(name, attribute(type, value))).build();

    assertThatExceptionOfType(InvalidParameterValueException.class)
        .isThrownBy(() -> topic.publish(request));
    assertThat(topic.notifications()).isZero();
  }

  @Test
  void anAttributeMayBeBinary() {
    MessageAttributeValue binary =
        MessageAttributeValue.builder()
            .dataType("Binary")
            .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2}))
            .build();

    topic.publish(message().messageAttributes(Map.of("name", binary)).build());

    assertThat(heard).singleElement().extracting(Notification::attributes).isNotNull();
  }

  private static PublishRequest.Builder message() {
    return PublishRequest.builder().topicArn(ARN).message("message");
  }

  private static MessageAttributeValue attribute(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private void refused(PublishRequest.Builder request, String message) {
    long before = topic.notifications();
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> topic.publish(request.build()))
        .withMessageStartingWith(message);
    assertThat(topic.notifications()).isEqualTo(before);
  }
}
