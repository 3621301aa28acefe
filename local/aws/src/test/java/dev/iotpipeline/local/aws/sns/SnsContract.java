package dev.iotpipeline.local.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What SNS, and so its stand-in, takes of a publisher and what it refuses. */
abstract class SnsContract {

  abstract SnsClient sns();

  /** A topic that is there. */
  abstract String topicArn();

  /** Is told how many messages SNS must have taken; only a stand-in can check it. */
  void accepted(int messages) {}

  /** Is told of the one attribute of the one message that SNS must have taken. */
  void accepted(String name, String value) {}

  @Test
  void messageIdsDiffer() {
    assertThat(sns().publish(message().build()).messageId())
        .isNotEqualTo(sns().publish(message().build()).messageId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " leading", "two\nlines", "tab\t", "52 °C", "\u202E", "温度"})
  void aSubjectOutsideTheRulesIsRefused(String subject) {
    refused(message().subject(subject), "Invalid parameter: Subject");
  }

  @Test
  void aSubjectHasLessThan100Characters() {
    sns().publish(message().subject("x".repeat(99)).build());

    refused(message().subject("x".repeat(100)), "Invalid parameter: Subject");
  }

  @Test
  void aMessageHas256KilobytesAtMostItsAttributesIncluded() {
    Map<String, MessageAttributeValue> attributes = Map.of("name", attribute("String", "value"));
    int attributeBytes = "name".length() + "String".length() + "value".length();
    String fitting = "x".repeat(256 * 1024 - attributeBytes);

    sns().publish(message().message(fitting).messageAttributes(attributes).build());

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
        .isThrownBy(() -> sns().publish(message().topicArn(topicArn() + "-2").build()))
        .withMessageContaining("Topic does not exist");
    accepted(0);
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
          AWS.SNS.SMS.SMSType | String | Transactional
          """)
  void textsAndListsAreAcceptedAsAttributes(String name, String type, String value) {
    sns().publish(message().messageAttributes(Map.of(name, attribute(type, value))).build());

    accepted(name, value);
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
        .isThrownBy(() -> sns().publish(request));
    accepted(0);
  }

  PublishRequest.Builder message() {
    return PublishRequest.builder().topicArn(topicArn()).message("message");
  }

  static MessageAttributeValue attribute(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  void refused(PublishRequest.Builder request, String message) {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> sns().publish(request.build()))
        .withMessageStartingWith(message);
  }
}
