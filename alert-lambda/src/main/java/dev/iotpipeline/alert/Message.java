package dev.iotpipeline.alert;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * What is published.
 *
 * @param subject the subject of an e-mail: printable ASCII, less than 100 characters
 * @param body the texts by protocol, as one JSON object
 * @param attributes what a subscription's filter policy can ask for
 */
record Message(String subject, String body, Map<String, MessageAttributeValue> attributes) {

  Message {
    attributes = Map.copyOf(attributes);
  }

  /** The message of a single reading. */
  static Message of(Alert alert) {
    return new Message(
        SubjectLine.of(alert),
        body(MachineText.of(alert), EmailText.of(alert), SmsText.of(alert)),
        Map.of(
            "device_id", attribute("String", xmlSafe(alert.reading().deviceId())),
            "timestamp", attribute("String", alert.key().timestamp()),
            "anomalies",
                array(alert.anomalies().stream().map(anomaly -> anomaly.kind().code()).toList())));
  }

  /** Each protocol's text; {@code machine} is for all that have none of their own. */
  static String body(String machine, String email, String sms) {
    return Json.object(
        json -> {
          json.writeStringField("default", machine);
          json.writeStringField("email", email);
          json.writeStringField("sms", sms);
        });
  }

  /** An attribute of several values, as {@code ["temperature_above","humidity_below"]}. */
  static MessageAttributeValue array(Collection<String> values) {
    return attribute(
        "String.Array",
        Json.array(
            json -> {
              for (String value : values) {
                json.writeString(value);
              }
            }));
  }

  /** How much of SNS's limit it takes. */
  int bytes() {
    int bytes = utf8(body);
    for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
      MessageAttributeValue value = attribute.getValue();
      bytes += utf8(attribute.getKey()) + utf8(value.dataType()) + utf8(value.stringValue());
    }
    return bytes;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** SNS speaks XML, in which U+FFFE and U+FFFF cannot be written; a device id may hold them. */
  private static String xmlSafe(String deviceId) {
    return deviceId.replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
  }

  private static MessageAttributeValue attribute(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }
}
